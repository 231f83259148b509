"""Files made in the background: progress, one at a time, given up, the same file once."""

from __future__ import annotations

import asyncio
import json
import re
import time
import urllib.error
import urllib.request
import zipfile
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from lib.exports.pictures.parts import every_part
from lib.views import links
from lib.views.downloads import UNIT_PART, offers
from lib.views.meeting import about
from lib.views.meeting.registry import default_codes
from lib.views.shell import SHELL
from lib.views.view import Asked
from lib.web import file_jobs, files
from lib.web.file_jobs import Jobs, TooManyJobs


def answered(url: str, method: str = "GET", **headers: str) -> dict:
    """What the server says of a job."""
    request = urllib.request.Request(url, method=method, headers={k.replace("_", "-"): v for k, v in headers.items()})
    with urllib.request.urlopen(request, timeout=20) as answer:
        return json.loads(answer.read())


def in_a_loop(coroutine: Coroutine) -> object:
    """What a coroutine gives within a minute, on an event loop in a thread of its own: the browser's may run in this one."""
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(asyncio.run, asyncio.wait_for(coroutine, 60)).result()


@pytest.mark.browser
def test_a_page_tells_how_far_the_slides_are_gives_them_and_gives_others_up(open_page, app_url, campaign):
    count = len(default_codes(campaign, about.Asked(campaign.province, (), 2023, tuple(campaign.districts), "")))
    page = open_page("tai_ve?nam=2023")
    office = page.locator(".files", has_text="PowerPoint")
    with page.expect_download(timeout=60_000) as download:
        office.get_by_role("button", name="Tải PowerPoint, PowerPoint").click()
        # Behind everything else: on a busy machine its process begins late.
        page.get_by_text(re.compile(rf"Đang làm tệp \(Tải PowerPoint\): \d+/{count}")).wait_for(timeout=60_000)
    assert download.value.suggested_filename == "trinh-chieu-2023.pptx"
    names = zipfile.ZipFile(download.value.path()).namelist()
    assert sum(name.startswith("ppt/slides/slide") for name in names) == count
    # The same file asked for again is there already.
    job = answered(f"{app_url}/tep?loai=pptx&nam=2023", "POST")
    assert (job["state"], job["done"], job["of"]) == ("ready", count, count)
    with urllib.request.urlopen(f"{app_url}/tep?viec={job['job']}&lay=1", timeout=20) as answer:
        assert answer.read() == Path(download.value.path()).read_bytes()
    page.get_by_role("button", name="Có cảnh của đủ 21 huyện, PowerPoint").click()
    page.get_by_role("button", name="Huỷ").click()
    office.get_by_role("button", name="Tải PowerPoint, PowerPoint").wait_for()
    assert page.get_by_text("Không làm được").count() == 0


#: How a file of its kind begins.
BEGINS = {"csv": b"\xef\xbb\xbf", "svg": b"<svg", "png": b"\x89PNG", "docx": b"PK", "pptx": b"PK", "xlsx": b"PK"}


def fetched(app_url: str, address: str) -> tuple[str, bytes]:
    """A file begun at an address, waited for and fetched: its name and content."""
    job = answered(f"{app_url}/{address.removeprefix('./')}", "POST")
    place = f"{app_url}/tep?viec={job['job']}"
    end = time.monotonic() + 120
    while job["state"] in ("waiting", "running") and time.monotonic() < end:
        time.sleep(0.1)
        job = answered(place)
    assert job["state"] == "ready", (address, job)
    with urllib.request.urlopen(f"{place}&lay=1", timeout=20) as answer:
        return answer.headers.get_filename(), answer.read()


@pytest.mark.browser
def test_every_file_offered_is_made(app_url, campaign):
    selection = links.selection(campaign, campaign.province, ("417",), 2024)
    ways = [way for files in offers(campaign, selection).values() for offer in files for way in offer.ways]
    given = {}
    # One of each kind is enough, each in a process of its own; the slides are another test's.
    wanted = ("loai=docx", "loai=xlsx", "bang=rong&kieu=en", "phan=huyen&dang=png")
    for part in wanted:
        address = next(way.address for way in ways if way.job and part in way.address)
        name, content = fetched(app_url, address)
        given[name] = content
        assert content.lstrip().startswith(BEGINS[name.rpartition(".")[2]]), name
    assert set(given) == {"bao-cao-nghe-an-2024.docx", "so-lieu.xlsx", "so-lieu-rong-en.csv", "hinh-ky-son-2024.png"}
    for way in (way for way in ways if not way.job):
        with urllib.request.urlopen(f"{app_url}/{way.address.removeprefix('./')}", timeout=30) as answer:
            assert answer.status == 200


def test_every_part_offered_as_a_picture_is_there(campaign):
    selection = links.selection(campaign, campaign.province, ("417",), 2024)
    known = every_part(campaign, Asked(selection))
    assert {UNIT_PART, *campaign.wording.section("files.picture.parts")} <= set(known)


@pytest.mark.browser
def test_a_document_comes_by_its_button(open_page):
    page = open_page("tai_ve?nam=2024&huyen=417")
    names = [button.get_attribute("aria-label") for button in page.locator(".files .jobs button").all()]
    assert len(names) == len(set(names))
    button = page.get_by_role("button", name="Kỳ Sơn, Báo cáo Word", exact=True)
    with page.expect_download(timeout=60_000) as download:
        button.click()
    assert download.value.suggested_filename == "bao-cao-ky-son-2024.docx"
    button.wait_for()


def test_what_is_given_up_ends_and_what_nobody_knows_is_said_so(app_url):
    job = answered(f"{app_url}/tep?loai=pptx&nam=2022&huyen=412", "POST")
    place = f"{app_url}/tep?viec={job['job']}"
    assert answered(place, "DELETE")["state"] == "cancelled"
    assert answered(place)["state"] == "cancelled"
    with pytest.raises(urllib.error.HTTPError, match="404"):
        answered(f"{app_url}/tep?viec=0")
    with pytest.raises(urllib.error.HTTPError, match="403"):
        answered(f"{app_url}/tep?loai=pptx", "POST", sec_fetch_site="cross-site")
    for wrong in ("loai=exe", "", "loai=csv&bang=dai&kieu=fr"):
        with pytest.raises(urllib.error.HTTPError, match="400"):
            answered(f"{app_url}/tep?{wrong}", "POST")
    with pytest.raises(urllib.error.HTTPError, match="405"):
        answered(f"{app_url}/tep?loai=pptx")


def test_an_arrangement_that_is_too_large_is_said_to_be_that(app_url):
    request = urllib.request.Request(f"{app_url}/tep?loai=pptx", method="POST", data=b"x" * (files.MOST_SENT + 1))
    with pytest.raises(urllib.error.HTTPError, match="413") as error:
        urllib.request.urlopen(request, timeout=20)
    assert json.loads(error.value.read())["reason"] == SHELL.faults.file_large


@pytest.fixture
def slow(monkeypatch):
    """Jobs whose command only writes its arguments into the file, slowly, and says how far it is."""
    code = (
        "import sys, time, pathlib\n"
        "if sys.argv[1] == 'endless': time.sleep(600)\n"
        "if sys.argv[1] == 'broken': raise ValueError('in English')\n"
        "if sys.argv[1] == 'wrong': print('Không có huyện 999.', file=sys.stderr)\n"
        "if sys.argv[1] == 'set': sys.exit(f'Tệp {pathlib.Path(sys.argv[2]).name}, dòng 1: hỏng.')\n"
        "for i in (1, 2): print(f'{i}/2', file=sys.stderr, flush=True); time.sleep(.15)\n"
        "pathlib.Path(sys.argv[-1]).write_text(sys.argv[1]); sys.exit(sys.argv[1] == 'wrong')"
    )
    original = asyncio.create_subprocess_exec

    def begin(*command, **options):
        place = command.index("lib")
        return original(*command[: place - 1], "-c", code, *command[place + 1 :], **options)

    monkeypatch.setattr(asyncio, "create_subprocess_exec", begin)
    jobs = Jobs()
    jobs.original = original
    return jobs


def test_one_at_a_time_in_the_order_asked_for(slow):
    async def asked():
        jobs = [slow.start((name,), [name], "tep.pptx") for name in ("a", "b", "wrong", "broken")]
        assert slow.start(("a",), ["a"], "tep.pptx") is jobs[0]
        while not all(job.over for job in jobs):
            assert sum(job.state == "running" for job in jobs) <= 1
            await asyncio.sleep(0.02)
        return jobs

    jobs = in_a_loop(asked())
    assert [job.state for job in jobs] == ["ready", "ready", "failed", "failed"]
    assert [job.reason for job in jobs] == ["", "", "Không có huyện 999.", ""]
    assert [job.file.read_text() for job in jobs[:2]] == ["a", "b"]
    assert jobs[0].done == jobs[0].of == 2


def test_what_was_sent_along_is_called_what_it_is(slow):
    async def asked():
        job = slow.start(("set",), ["set"], "tep.pptx", b"{}")
        await job.task
        return job

    job = in_a_loop(asked())
    assert job.reason == f"Tệp {SHELL.faults.file_given}, dòng 1: hỏng."
    assert not job.given.exists()


def test_a_job_given_up_leaves_room_and_too_many_are_refused(slow, monkeypatch):
    monkeypatch.setattr(file_jobs, "_MOST_WAITING", 2)

    async def asked():
        first = slow.start(("a",), ["a"], "tep.pptx")
        await asyncio.sleep(0.1)
        waiting = [slow.start((name,), [name], "tep.pptx") for name in ("b", "c")]
        with pytest.raises(TooManyJobs):
            slow.start(("d",), ["d"], "tep.pptx")
        slow.cancel(waiting[0])
        slow.cancel(first)
        again = slow.start(("a",), ["a"], "tep.pptx")
        assert again is not first
        while not all(job.over for job in (first, *waiting, again)):
            await asyncio.sleep(0.02)
        return [job.state for job in (first, *waiting, again)]

    assert in_a_loop(asked()) == ["cancelled", "cancelled", "ready", "ready"]


def test_one_that_never_ends_or_cannot_begin_is_said_to_have_failed_and_the_next_goes_on(slow, monkeypatch):
    monkeypatch.setattr(file_jobs, "_LONGEST_S", 1)

    async def asked():
        endless = slow.start(("a",), ["endless"], "tep.pptx")
        after = slow.start(("b",), ["b"], "tep.pptx")
        while not after.over:
            await asyncio.sleep(0.02)
        monkeypatch.setattr(file_jobs, "_BEHIND", ("no such program",))
        monkeypatch.setattr(asyncio, "create_subprocess_exec", original)
        missing = slow.start(("c",), ["c"], "tep.pptx")
        while not missing.over:
            await asyncio.sleep(0.02)
        return endless, after, missing

    original = slow.original
    endless, after, missing = in_a_loop(asked())
    assert (endless.state, after.state, missing.state) == ("failed", "ready", "failed")
    assert endless.process.returncode is not None
    assert (endless.reason, missing.reason) == (SHELL.faults.file_slow, "")


def test_old_files_are_deleted(slow, monkeypatch):
    async def asked():
        job = slow.start(("a",), ["a"], "tep.pptx")
        while not job.over:
            await asyncio.sleep(0.02)
        assert job.file.exists()
        monkeypatch.setattr(file_jobs, "_KEPT_S", -1)
        other = slow.start(("b",), ["b"], "tep.pptx")
        assert slow.get(job.job) is None
        assert not job.file.exists()
        while not other.over:
            await asyncio.sleep(0.02)

    in_a_loop(asked())
