"""What happens to pictures on their way: pressed, blurred, shrunk, turned, photographed; boxes go along by a matrix.

Each function takes a picture and a generator of chance and gives the picture and the matrix from old to new pixels.
"""

import io

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFilter

from doxdocket.rehearsal.cards import font

SAME = np.eye(3)


def same(image, rng):
    return image, SAME


def jpeg(quality):
    def worn(image, rng):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality)
        return Image.open(io.BytesIO(out.getvalue())).convert("RGB"), SAME

    return worn


def noise(image, rng):
    chance = np.random.default_rng(rng.randrange(10**9))
    grain = chance.normal(0, 14, (image.height, image.width, 3))
    loud = Image.fromarray(np.clip(np.asarray(image, float) + grain, 0, 255).astype(np.uint8))
    return jpeg(50)(loud, rng)


def soft(image, rng):
    return image.filter(ImageFilter.GaussianBlur(1.6)), SAME


def shrunk(share):
    def worn(image, rng):
        size = round(image.width * share), round(image.height * share)
        return image.resize(size, Image.Resampling.BILINEAR), np.diag(
            [size[0] / image.width, size[1] / image.height, 1]
        )

    return worn


def turned(degrees):
    """With the clock, the ground grown so that all fits."""

    def worn(image, rng):
        angle, (w, h) = np.deg2rad(degrees), image.size
        turn = np.array([[np.cos(angle), -np.sin(angle), 0], [np.sin(angle), np.cos(angle), 0], [0, 0, 1]])
        corners = turn @ np.array([[0, w, w, 0], [0, 0, h, h], [1, 1, 1, 1]])
        low, high = corners[:2].min(axis=1), corners[:2].max(axis=1)
        move = np.array([[1, 0, -low[0]], [0, 1, -low[1]], [0, 0, 1]]) @ turn
        size = tuple(round(v) for v in high - low)
        ground = tuple(int(v) for v in np.asarray(image)[2, 2])
        flat = cv2.warpPerspective(
            np.asarray(image), move, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT, borderValue=ground
        )
        return Image.fromarray(flat), move

    return worn


def watermark(image, rng):
    layer = Image.new("RGBA", (image.width * 2, image.height * 2))
    pen = ImageDraw.Draw(layer)
    for y in range(0, layer.height, 170):
        for x in range(0, layer.width, 330):
            pen.text((x, y), "内部资料 请勿外传", font=font(26), fill=(120, 120, 120, 90))
    layer = layer.rotate(24, resample=Image.Resampling.BILINEAR).crop(
        (image.width // 2, image.height // 2, image.width // 2 + image.width, image.height // 2 + image.height)
    )
    return Image.alpha_composite(image.convert("RGBA"), layer).convert("RGB"), SAME


def slanted(image, rng):
    """Photographed from the side, on a table."""
    w, h = image.size
    to = np.float32([[w * 0.16, h * 0.12], [w * 1.08, h * 0.2], [w * 1.2, h * 1.22], [w * 0.06, h * 1.1]])
    move = cv2.getPerspectiveTransform(np.float32([[0, 0], [w, 0], [w, h], [0, h]]), to)
    size = round(w * 1.28), round(h * 1.34)
    flat = cv2.warpPerspective(
        np.asarray(image), move, size, flags=cv2.INTER_AREA, borderMode=cv2.BORDER_CONSTANT, borderValue=(112, 92, 74)
    )
    return Image.fromarray(flat), move


def glare(image, rng):
    w, h = image.size
    ys, xs = np.mgrid[0:h, 0:w]
    spot = np.exp(-(((xs - w * 0.62) / (w * 0.22)) ** 2 + ((ys - h * 0.4) / (h * 0.3)) ** 2)) * 150
    bright = np.clip(np.asarray(image, float) * 0.92 + spot[:, :, None], 0, 255).astype(np.uint8)
    return Image.fromarray(bright), SAME


def photo(image, rng):
    """All of it: slanted, glare, grain, pressed."""
    one, move = slanted(image, rng)
    return noise(glare(one, rng)[0], rng)[0], move


WAYS = {
    "clean": same, "jpeg15": jpeg(15), "noise": noise, "blur": soft, "size60": shrunk(0.6), "turn3": turned(3), "turn12": turned(12),
    "turn90": turned(90), "turn180": turned(180), "turn270": turned(270), "watermark": watermark, "slanted": slanted, "glare": glare,
    "photo": photo,
}  # fmt: skip


def moved(box, move):
    """The upright box around a moved box."""
    left, top, right, bottom = box
    corners = move @ np.array([[left, right, right, left], [top, top, bottom, bottom], [1, 1, 1, 1]], float)
    points = corners[:2] / corners[2]
    return (*points.min(axis=1), *points.max(axis=1))
