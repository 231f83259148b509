"""Unit names as people write them, and the settings file."""

from __future__ import annotations

import unicodedata

import pytest

from lib.base.findings import DataError
from lib.base.paths import GEO_DIR
from lib.base.settings import setting
from lib.geography.boundaries import load_layer
from lib.language.names import match_unit_name


@pytest.fixture(scope="module")
def districts() -> dict[str, str]:
    layer = load_layer(GEO_DIR / "districts_2021.geojson")
    return dict(zip(layer["name"], layer["unit"], strict=True))


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Huyện Quỳ Hợp", "420"), ("quỳ hợp", "420"), ("H. Quì Hợp", "420"), ("H.Quỳ Hợp", "420"),
        ("HUYỆN QUỲ HỢP", "420"), ("huyen quy hop", "420"), ("Quỳ-Hợp", "420"), ("  Quỳ   Hợp ", "420"),
        ("TX. Thái Hoà", "414"), ("Thái Hòa", "414"), ("Thị xã Thái Hoà", "414"), ("T.X. Thái Hòa", "414"),
        ("TP VINH", "412"), ("TP.Vinh", "412"), ("T.P Vinh", "412"), ("Thành phố Vinh", "412"), ("Vinh", "412"),
        ("Kì Sơn", "417"), ("Ky Son", "417"), ("Quế\u00a0Phong", "415"), ("Do Luong", "427"),
        ("Hà Tĩnh", None), ("Huyện", None), ("", None), ("...", None),
    ],
)  # fmt: skip
def test_names_are_recognised(districts, text, code):
    assert match_unit_name(text, districts) == code


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_every_district_in_every_unicode_form(districts, form):
    for name, code in districts.items():
        assert match_unit_name(unicodedata.normalize(form, f"HUYỆN {name.upper()}"), districts) == code


def test_every_commune_is_told_from_every_other():
    layer = load_layer(GEO_DIR / "communes_2025.geojson")
    names = dict(zip(layer["name"], layer["unit"], strict=True))
    assert {name: match_unit_name(name, names) for name in names} == names


def test_accents_decide_between_names_that_differ_only_by_them():
    names = {"Xã Nghĩa Hưng": "1", "Xã Nghĩa Hùng": "2"}
    assert match_unit_name("Nghĩa Hùng", names) == "2"
    assert match_unit_name("nghia hung", names) is None


def test_a_setting_is_read_and_the_environment_overrules_it(tmp_path, monkeypatch):
    monkeypatch.delenv("NGHEAN_BOUNDARIES_DISTRICTS", raising=False)
    path = tmp_path / "settings.toml"
    assert setting("boundaries", "districts", path) is None
    path.write_text('[boundaries]\ndistricts = "huyen.gpkg"\n', encoding="utf-8")
    assert setting("boundaries", "districts", path) == "huyen.gpkg"
    monkeypatch.setenv("NGHEAN_BOUNDARIES_DISTRICTS", "khac.shp")
    assert setting("boundaries", "districts", path) == "khac.shp"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"[boundaries", "không đọc được"),
        (b'[boundaries]\ndistricts = "\xff"', "không phải UTF-8"),
        (b'[boundaries]\ndistrict = "a.gpkg"', "không có cài đặt"),
        (b'boundaries = "a.gpkg"', "không có cài đặt"),
        (b"[boundaries]\ndistricts = 21", "phải là chữ"),
    ],
)
def test_a_broken_settings_file_is_refused(tmp_path, monkeypatch, content, words):
    monkeypatch.delenv("NGHEAN_BOUNDARIES_DISTRICTS", raising=False)
    path = tmp_path / "settings.toml"
    path.write_bytes(content)
    with pytest.raises(DataError, match=words):
        setting("boundaries", "districts", path)
