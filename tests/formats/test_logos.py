"""A logo from anywhere comes out small, grey, upright and with nothing else in it."""

from __future__ import annotations

import hashlib
from io import BytesIO

import pytest
from PIL import Image

from models.formats.logos import HIGHEST, WIDEST, read_logo
from models.values import Refused
from models.values.letterheads import LARGEST_FILE
from tests.pictures import a_bomb, a_picture


def opened(png: bytes) -> Image.Image:
    picture = Image.open(BytesIO(png))
    picture.load()
    return picture


@pytest.mark.parametrize("form", ["PNG", "JPEG"])
@pytest.mark.parametrize("size", [(40, 20), (2000, 500), (300, 3000), (1, 1)])
def test_it_fits_on_every_roll_and_is_grey(form: str, size: tuple[int, int]) -> None:
    logo = read_logo(a_picture(size, form))
    picture = opened(logo.png)
    assert picture.format == "PNG"
    assert picture.mode == "L"
    assert picture.width <= min(WIDEST, size[0])
    assert picture.height <= min(HIGHEST, size[1])
    assert logo.digest == hashlib.sha256(logo.png).hexdigest()


def test_what_came_out_goes_in_again_unchanged() -> None:
    once = read_logo(a_picture((1500, 700)))
    assert read_logo(once.png) == once


def test_what_shows_through_becomes_white_as_paper_is() -> None:
    picture = opened(read_logo(a_picture(mode="RGBA")).png)
    assert picture.getpixel((picture.width - 1, 0)) == 255
    assert picture.getpixel((30, 40)) == 0


def test_a_photo_that_lies_on_its_side_stands_up_and_says_no_place() -> None:
    lying = Image.new("RGB", (60, 20), "white")
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by 90 degrees
    exif[0x010F] = "Camera of Ann Lee"
    written = BytesIO()
    lying.save(written, "JPEG", exif=exif)
    logo = read_logo(written.getvalue())
    assert opened(logo.png).size == (20, 60)
    assert b"Ann Lee" not in logo.png


@pytest.mark.parametrize(
    ("picture", "code"),
    [
        pytest.param(b"", "logo-unreadable", id="nothing"),
        pytest.param(b"GIF89a" + bytes(60), "logo-unreadable", id="another kind"),
        pytest.param(b"%PDF-1.7", "logo-unreadable", id="no picture"),
        pytest.param(a_picture()[:-40], "logo-unreadable", id="cut off"),
        pytest.param(a_bomb(), "logo-large", id="a bomb"),
        pytest.param(a_bomb(8000), "logo-large", id="a small bomb"),
        pytest.param(bytes(LARGEST_FILE + 1), "logo-large", id="a large file"),
    ],
)
def test_what_is_no_logo_is_refused(picture: bytes, code: str) -> None:
    with pytest.raises(Refused) as refused:
        read_logo(picture)
    assert [message.code for message in refused.value.messages] == [code]
