"""What is said of one product beside another."""

from __future__ import annotations

from enum import StrEnum


class Pairing(StrEnum):
    """Why a manager wants a product named with another."""

    GOES_WITH = "goes-with"
    BETTER_MODEL = "better-model"
