"""A robot reads a page as a browser does: what a form would send, what it offers, where its links lead."""

from __future__ import annotations

from bimtek.rehearsal.page import read_page

PAGE = """
<section class="next-panel stack"><h1>Berikutnya</h1><a class="button" href="/belajar/u1/bacaan">Baca</a>
<form method="post" action="/belajar/mulai/u1"><input type="hidden" name="csrf_token" value="t">
<button type="submit" name="go" value="now"><span>Mulai</span></button></form></section>
<section><a href="/meja/laporan/SIM-1">Lampu &amp; jalan</a><a href="/meja/laporan/SIM-1">lagi</a>
<form method="post" action="/kirim"><input name="title" value="Judul"><textarea name="text">lama &lt;b&gt;</textarea>
<select name="unit"><option value="">Pilih</option><option value="dishub" selected>Dishub</option></select>
<input type="radio" name="a" value="1"><input type="radio" name="a" value="2" checked>
<input type="checkbox" name="f" value="1"><input type="submit" name="no" value="x"><input type="file" name="photo"></form></section>
"""


def test_a_form_sends_what_it_holds_and_what_is_typed_into_it() -> None:
    form = read_page("/x", 200, PAGE).form_to("/kirim")
    assert form is not None
    assert form.filled(text="baru") == {"title": "Judul", "text": "baru", "unit": "dishub", "a": "2"}
    assert form.fields["text"] == "lama <b>"
    assert form.offered == {"unit": ["", "dishub"], "a": ["1", "2"], "f": ["1"]}


def test_the_one_next_thing_is_told_from_the_rest_of_the_page() -> None:
    page = read_page("/x", 200, PAGE)
    assert page.next_links == ["/belajar/u1/bacaan"]
    assert [form.in_panel for form in page.forms] == [True, False]
    assert page.forms[0].buttons == [("go", "now", "Mulai")]


def test_a_link_is_named_once() -> None:
    assert read_page("/x", 200, PAGE).links_to("/laporan/") == ["/meja/laporan/SIM-1"]


def test_markup_that_breaks_off_is_read_as_far_as_it_goes() -> None:
    page = read_page("/x", 200, '<form action="/a" method="post"><input name="x" value="1"><a href="/b">we')
    assert page.form_to("/a") is not None
    assert page.links == []
