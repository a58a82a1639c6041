"""``postil add``: articles stored to be read later, from files, addresses, lists and standard input."""

import json
import os
import signal
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support.commands import Commands, assert_one_line, command, run_here
from tests.support.web_server import PAGE
from tui.domain.library import Filing
from tui.library import Library
from tui.library.adding import Adding
from tui.library.reopen import stored_article


def test_what_is_added_is_unread_and_opens_without_its_file(postil: Commands, home: Path) -> None:
    assert postil.done("add", "mill.txt") == b"added: Mill stands idle (mill.txt)\n"
    shown = postil.done("--plain", "--marks", "none", "mill.txt")
    [known] = Library(home).recent()
    assert known.state.value == "unread"
    Path("mill.txt").unlink()
    code, output, errors = postil.run("--plain", "--marks", "none", "mill.txt")
    assert (code, output) == (0, shown)
    assert "stored" in errors
    assert postil.done("add", "mill.txt") == b"already there: Mill stands idle (mill.txt)\n"


def test_what_fails_is_reported_and_the_rest_goes_on(postil: Commands, home: Path) -> None:
    Path("b.txt").write_text("Another one\n\nIt is short.\n")
    code, output, errors = postil.run("add", "none.txt", "mill.txt", "b.txt")
    assert code == 1
    assert output == b"added: Mill stands idle (mill.txt)\nadded: Another one (b.txt)\n"
    assert errors.count("\n") == 1
    assert "none.txt" in errors
    assert len(Library(home).recent()) == 2


@pytest.mark.parametrize("name", ["list.txt", "-"])
def test_a_list_names_what_is_added(postil: Commands, home: Path, name: str) -> None:
    Path("b.txt").write_text("Another one\n\nIt is short.\n")
    data = b"# for later\nmill.txt\r\n\nb.txt\nmill.txt\n"
    Path("list.txt").write_bytes(data)
    done = run_here("add", name, data=data)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == b"added: Mill stands idle (mill.txt)\nadded: Another one (b.txt)\n"


def test_a_text_is_no_list_and_comes_from_standard_input_too(postil: Commands, home: Path) -> None:
    done = run_here("add", "-", data=b"A piped title\n\nIt says www.example.org is down.\n")
    assert (done.returncode, done.stdout) == (0, b"added: A piped title (-)\n")
    library = Library(home)
    [known] = library.recent()
    stored = stored_article(library, known)
    assert stored is not None
    assert stored.text.endswith("is down.")


def test_an_export_gives_its_texts_states_and_highlights(postil: Commands, home: Path) -> None:
    page, gone = "https://a.example/one", "http://127.0.0.1:1/two"
    text = "<p>The gate was old, and the gate was wet.</p><p>It was made of elm.</p>"
    marks = [
        {"quote": "It was made of elm", "text": "Was it?"},
        {"quote": "the gate", "text": ""},
        {"quote": "it stands nowhere", "text": "A lost note"},
    ]
    one = {"is_archived": 1, "title": "One", "url": page, "content": text, "annotations": marks}
    one |= {"tags": ["Locks", "b c"], "created_at": "2023-03-04T11:55:58+0200"}
    two = {"is_archived": 0, "title": "Two", "url": gone, "content": "", "tags": []}
    Path("w.json").write_text(json.dumps([one, two]))
    code, output, errors = postil.run("add", "w.json")
    assert (code, output) == (1, f"added: One ({page})\n".encode())
    assert errors.startswith(f"postil: {gone}: ")
    assert errors.count("\n") == 1
    library = Library(home)
    [known] = library.recent()
    assert (known.id, known.state.value, known.note_count) == (page, "finished", 3)
    assert known.filing == Filing(False, True, ("Locks", "b c"), "2023-03-04T09:55:58.000Z")
    stored = stored_article(library, known)
    assert stored is not None
    placed = {
        note.annotation.note: note.annotation.target.span.of(stored.text)
        for note in library.search()
        if note.annotation.target.text_hash
    }
    assert placed == {"Was it?": "It was made of elm", "": "the gate"}
    assert len(library.search("lost")) == 1
    # Again it is there already, and so are its notes.
    Path("w.json").write_text(json.dumps([one | {"is_starred": 1, "tags": ["locks", "More"]}]))
    assert postil.done("add", "w.json") == f"already there: One ({page})\n".encode()
    assert len(library.search()) == 3
    # What is said there besides is added to how it is filed.
    [known] = library.recent()
    assert known.filing == Filing(True, True, ("Locks", "b c", "More"), "2023-03-04T09:55:58.000Z")


def test_what_was_begun_elsewhere_goes_on_at_its_paragraph(postil: Commands, home: Path) -> None:
    entry = {"slug": "one", "url": "https://a.example/one", "readingProgress": 50, "labels": []}
    paragraphs = "".join(f"<p>Paragraph {number} tells of the gate.</p>" for number in range(9))
    Path("o.json").write_text(json.dumps([entry | {"state": "Active", "savedAt": "", "content": paragraphs}]))
    postil.done("add", "--tag", "read me", "--tag", "gates", "o.json")
    library = Library(home)
    [known] = library.recent()
    assert known.position is not None
    assert (known.state.value, known.filing.tags) == ("reading", ("read me", "gates"))
    stored = stored_article(library, known)
    assert stored is not None
    assert stored.text[known.position.offset :].startswith("Paragraph 4")


def test_a_list_that_is_damaged_is_refused(postil: Commands, home: Path) -> None:
    Path("w.json").write_text('[{"is_archived": 1, "url": "https://a.exam')
    assert "damaged" in postil.refused("add", "w.json")
    done = run_here("add", "-", data=Path("w.json").read_bytes())
    assert_one_line(done, "-: this is an export", "damaged")


def test_what_was_read_already_is_finished(postil: Commands, home: Path) -> None:
    postil.done("add", "--read", "mill.txt")
    [known] = Library(home).recent()
    assert known.state.value == "finished"


def test_bad_input_gets_one_line(postil: Commands, home: Path) -> None:
    Path("bad.txt").write_bytes(bytes(range(256)) * 40)
    Path("empty.txt").touch()
    for name in ("bad.txt", "empty.txt", "ftp://x/y", "."):
        assert "\n" not in postil.refused("add", name)
    assert "no file is named" in postil.refused("add", code=2)


class _Counting(BaseHTTPRequestHandler):
    """Serves a page for each address, and remembers when it was asked for."""

    times: list[tuple[str, float]] = []
    lock = threading.Lock()

    def log_message(self, *arguments: object) -> None:
        pass

    def do_GET(self) -> None:
        with self.lock:
            host = self.headers["Host"].partition(":")[0]
            _Counting.times.append((host, time.monotonic()))
        page = PAGE.replace("Boat", f"Boat {self.path[1:]} of {host}").replace("/boat", self.path)
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(page.encode())


def test_one_server_is_asked_for_one_page_after_another_with_a_pause(new_library: Library) -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Counting)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    _Counting.times.clear()
    try:
        pages = [
            f"http://{host}:{server.server_port}/{n}" for n in (1, 2) for host in ("127.0.0.1", "localhost")
        ]
        results = list(Adding(new_library, pause=0.3).run(pages))
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
    assert [each.location for each in results] == pages
    assert all(each.is_new for each in results), results
    for host in ("127.0.0.1", "localhost"):
        first, second = (when for name, when in _Counting.times if name == host)
        assert second - first >= 0.3
    # The server is gone: what is there is not fetched again, and opens.
    assert not any(each.is_new or each.problem for each in Adding(new_library).run(pages))
    assert "still shut" in new_library.open(pages[0], or_stored=True).text


LETTER = (
    "From a@c.example Wed May  1 10:00:00 2024\nFrom: Ann <a@c.example>\nMessage-ID: <1@c.example>\n"
    "Subject: {}\nDate: Wed, 01 May 2024 10:00:00 +0200\n\n{}\n\n"
)


def test_each_letter_of_a_mailbox_is_an_article(postil: Commands, home: Path) -> None:
    empty = "From b@c.example Wed May  1 11:00:00 2024\nFrom: b@c.example\nSubject: Nothing\n\n\n"
    box = LETTER.format("The lock", "It is open.") + empty + LETTER.format("The quay", "It is wet.")
    Path("box.mbox").write_text(box)
    code, output, errors = postil.run("add", "--tag", "mail", "box.mbox")
    assert (code, errors) == (1, "postil: box.mbox#2: there is no text in this letter\n")
    assert output == b"added: The lock (box.mbox#1)\nadded: The quay (box.mbox#3)\n"
    assert b"already there: The quay (box.mbox#3)" in postil.run("add", "box.mbox")[1]
    library = Library(home)
    assert {(each.title, each.date, each.filing.tags) for each in library.recent()} == {
        ("The lock", "2024-05-01", ("mail",)),
        ("The quay", "2024-05-01", ("mail",)),
    }
    assert library.open("box.mbox#3").text.endswith("It is wet.")
    assert_one_line(run_here("--plain", "box.mbox#4"), "box.mbox#4: there is no such file")
    done = run_here("add", "-", data=LETTER.format("The pipe", "It leaks.").encode())
    assert done.stdout == b"added: The pipe (-)\n"


@pytest.mark.skipif(os.name != "posix", reason="interrupts are sent otherwise there")
def test_an_interrupt_ends_at_once_and_loses_nothing_that_was_said(postil: Commands, home: Path) -> None:
    asked, ends = threading.Event(), threading.Event()

    class Silent(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.set()
            ends.wait(60)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Silent)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/page"
    try:
        with subprocess.Popen(
            command("add", "mill.txt", address),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        ) as program:
            assert program.stdout
            assert program.stdout.readline() == b"added: Mill stands idle (mill.txt)\n"
            assert asked.wait(60)
            program.send_signal(signal.SIGINT)
            assert program.wait(20) == 130
    finally:
        ends.set()
        server.shutdown()
        server.server_close()
    assert [each.title for each in Library(home).recent()] == ["Mill stands idle"]
