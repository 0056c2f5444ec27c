"""The kit of somebody who was exposed: no case, no officer, no key. A folder of their own, and pages on this computer that fill it.

``folder`` is what is kept, ``reading`` what the computer reads in the files, ``exposure`` what is exposed and what the owner says of it, ``work`` when it is
read and its covered copies made, ``papers`` what is handed in with them, ``advice`` whom to call, ``app`` and ``pages`` the pages. A case takes a kit in by ``add``
(``into_case``). Nothing is kept outside the folder, and nothing is sent anywhere.
"""
