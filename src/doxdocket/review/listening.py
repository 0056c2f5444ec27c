"""The server of local pages: uvicorn on 127.0.0.1 of this process, without a log, a header that names it, or a word to anybody else; it ends when the process is asked to end."""

import logging
from collections.abc import Callable
from typing import Any, TypeVar

import uvicorn
from starlette.applications import Starlette

from doxdocket.errors import WrongCall
from doxdocket.review.front import Front

HOST = "127.0.0.1"
CONNECTIONS = 100
"""At once; whoever asks for more is told to come again."""
PATIENCE = 20
"""Seconds of a connection that says nothing; and of what is under way when the server ends."""


F = TypeVar("F", bound=Front)


class _Server(uvicorn.Server):
    """Says where it listens once it does."""

    def __init__(self, config: uvicorn.Config, begun: Callable[[int], None]) -> None:
        super().__init__(config)
        self._begun = begun

    async def startup(self, sockets: Any = None) -> None:
        """Listen, then say so."""
        await super().startup(sockets)
        self._begun(self.servers[0].sockets[0].getsockname()[1])


def run(app: Starlette, served: F, begun: Callable[[F], None]) -> None:
    """Serve these pages until the process is asked to end, or ``served.stop`` is called; WrongCall where the port is not free."""
    config = uvicorn.Config(
        app, HOST, served.place.port, loop="asyncio", http="h11", ws="none", lifespan="off", log_config=None, log_level="critical", access_log=False,
        proxy_headers=False, server_header=False, timeout_keep_alive=PATIENCE, limit_concurrency=CONNECTIONS, timeout_graceful_shutdown=PATIENCE,
    )  # fmt: skip

    def listening(port: int) -> None:
        served.place.port = port
        served.worker.submit(served.warm)
        begun(served)

    server = _Server(config, listening)

    def stop() -> None:
        server.should_exit = True

    served.stop = stop
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)  # what libraries would note may hold addresses and texts
    try:
        server.run()
    except KeyboardInterrupt as asked:
        if (
            type(asked) is not KeyboardInterrupt
        ):  # asked to end by another than the keyboard, which has an exit code of its own
            raise
    except SystemExit:
        raise WrongCall("review_serving.port_is_taken", port=served.place.port) from None
    finally:
        logging.disable(before)
