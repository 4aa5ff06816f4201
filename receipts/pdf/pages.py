"""Where a page ends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from receipts.pdf.pieces import Chunk

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from receipts.pdf.pieces import Piece


def in_pages(chunks: Sequence[Chunk], room: float) -> list[list[Piece]]:
    """The pieces of each page, at least of one; no page is higher than ``room``.

    What is higher than a page itself ends where it must.
    """
    pages: list[list[Piece]] = [[]]
    free = room
    for chunk in _led(chunks, room):
        if pages[-1] and chunk.height > free:
            pages.append([])
            free = room
        if not pages[-1]:
            if chunk.is_white:
                continue
            if chunk.head:
                pages[-1].append(chunk.head)
                free -= chunk.head.height
        pages[-1] += chunk.pieces
        free -= chunk.height
    return pages


def _led(chunks: Sequence[Chunk], room: float) -> Iterator[Chunk]:
    """Headings made one with what they stand over, and what fits on no page taken apart."""
    heading: list[Chunk] = []
    for chunk in chunks:
        heading.append(chunk)
        if not chunk.leads:
            yield from _fitting(heading, room)
            heading = []
    yield from _fitting(heading, room)


def _fitting(together: Sequence[Chunk], room: float) -> Iterator[Chunk]:
    if not together:
        return
    last = together[-1]
    pieces = tuple(piece for chunk in together for piece in chunk.pieces)
    head = last.head if len(together) == 1 else None
    high = sum(piece.height for piece in pieces) + (head.height if head else 0)
    if high <= room:
        yield Chunk(pieces, head=head, is_white=last.is_white and len(together) == 1)
        return
    for chunk in together:
        for piece in chunk.pieces:
            yield Chunk((piece,), head=chunk.head)
