"""Colours as other eyes and a tired projector show them, and how far apart two of them look.

Dichromats: Machado, Oliveira, Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency", IEEE
TVCG 15 (2009), severity 1.0, on linear RGB. Distances: CIEDE2000 (Sharma, Wu, Dalal, Color Res. Appl. 30, 2005).
"""

from __future__ import annotations

from math import atan2, cos, degrees, exp, hypot, radians, sin, sqrt

import numpy as np

NORMAL = "normal"
_MATRICES = {
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
#: The eyes that everything is tried on.
EYES = (NORMAL, *_MATRICES)
_TO_XYZ = [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
_WHITE = (0.95047, 1.0, 1.08883)


def seen(colour: str, eyes: str) -> str:
    """``#rrggbb`` as such eyes see it."""
    if eyes == NORMAL:
        return colour
    return _written(_encoded(np.clip(np.array(_MATRICES[eyes]) @ _linear(_channels(colour)), 0, 1)))


def washed(colour: str) -> str:
    """``#rrggbb`` on a projector in a room with its lights on: stray light is added to every colour alike.

    So much of it that black on white, 21:1, is 7:1, the least that ANSI/INFOCOMM 3M-2011 allows for looking on: black goes to
    a lightness of 38, a third of the way to white. Light adds up, so it is added where channels are linear: half way to grey
    in coded channels would darken white as well, which no lamp does, and leave a mid colour no ink at 3:1.
    """
    return _written(_encoded(0.9 * _linear(_channels(colour)) + 0.1))


def over(colour: str, alpha: float, ground: str) -> str:
    """A colour that lets its ground through."""
    return _written(alpha * _channels(colour) + (1 - alpha) * _channels(ground))


def lightness(colour: str) -> float:
    """CIE L*, 0 to 100."""
    return _lab(colour)[0]


def distance(first: str, second: str) -> float:
    """CIEDE2000: about 1 is just seen side by side, 10 at a glance."""
    return ciede2000(_lab(first), _lab(second))


def ciede2000(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    """The distance of two places in Lab."""
    (l1, a1, b1), (l2, a2, b2) = one, other
    grey = (hypot(a1, b1) + hypot(a2, b2)) / 2
    stretch = 1.5 - 0.5 * sqrt(grey**7 / (grey**7 + 25**7))
    a1, a2 = a1 * stretch, a2 * stretch
    c1, c2 = hypot(a1, b1), hypot(a2, b2)
    h1, h2 = degrees(atan2(b1, a1)) % 360, degrees(atan2(b2, a2)) % 360
    turn = 0.0 if c1 * c2 == 0 else (h2 - h1 + 180) % 360 - 180
    dl, dc, dh = l2 - l1, c2 - c1, 2 * sqrt(c1 * c2) * sin(radians(turn / 2))
    light, c = (l1 + l2) / 2, (c1 + c2) / 2
    h = h1 + h2 if c1 * c2 == 0 else (h1 + turn / 2) % 360
    weight = (1 - 0.17 * cos(radians(h - 30)) + 0.24 * cos(radians(2 * h)) + 0.32 * cos(radians(3 * h + 6))
              - 0.20 * cos(radians(4 * h - 63)))  # fmt: skip
    sl, sc, sh = 1 + 0.015 * (light - 50) ** 2 / sqrt(20 + (light - 50) ** 2), 1 + 0.045 * c, 1 + 0.015 * c * weight
    twist = -2 * sqrt(c**7 / (c**7 + 25**7)) * sin(radians(60 * exp(-(((h - 275) / 25) ** 2))))
    return sqrt((dl / sl) ** 2 + (dc / sc) ** 2 + (dh / sh) ** 2 + twist * (dc / sc) * (dh / sh))


def _channels(colour: str) -> np.ndarray:
    return np.array([int(colour[start : start + 2], 16) for start in (1, 3, 5)]) / 255


def _written(channels: np.ndarray) -> str:
    return "#" + "".join(f"{round(255 * part):02X}" for part in channels)


def _linear(channels: np.ndarray) -> np.ndarray:
    return np.where(channels <= 0.04045, channels / 12.92, ((channels + 0.055) / 1.055) ** 2.4)


def _encoded(linear: np.ndarray) -> np.ndarray:
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


def _lab(colour: str) -> tuple[float, float, float]:
    parts = (np.array(_TO_XYZ) @ _linear(_channels(colour))) / np.array(_WHITE)
    x, y, z = (part ** (1 / 3) if part > 216 / 24389 else (24389 / 27 * part + 16) / 116 for part in parts)
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)
