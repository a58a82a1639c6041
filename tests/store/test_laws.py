"""What holds for whatever is stored, in whatever order."""

import tempfile
from dataclasses import replace
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from tests.support.store import ANY_TEXT, OFFSETS, annotation, article, main_file, mirror_file, moved, whole
from tui.domain.annotation import Annotation, Motivation, Target, TextPositionSelector, TextQuoteSelector
from tui.domain.library import ReadingPosition
from tui.domain.reading_position import with_context
from tui.store.store import Store

ANNOTATIONS = st.builds(
    Annotation,
    st.builds(
        Target,
        OFFSETS.map(lambda pair: TextPositionSelector(*pair)),
        st.builds(TextQuoteSelector, ANY_TEXT, ANY_TEXT, ANY_TEXT),
        st.just(article().text_hash),
    ),
    st.sampled_from(Motivation),
    ANY_TEXT,
    st.lists(ANY_TEXT).map(tuple),
    st.uuids().map(str),
)


@settings(max_examples=60, deadline=None)
@given(ANNOTATIONS)
def test_every_annotation_comes_back_as_it_was(item: Annotation) -> None:
    quote = item.target.quote
    expected = replace(
        item,
        note=whole(item.note),
        tags=tuple(dict.fromkeys(map(whole, item.tags))),
        target=replace(
            item.target, quote=TextQuoteSelector(whole(quote.exact), whole(quote.prefix), whole(quote.suffix))
        ),
    )
    with tempfile.TemporaryDirectory() as folder:
        assert Store(Path(folder)).put(article(), item) == (expected,)
        assert Store(Path(folder)).annotations(article().id) == (expected,)


class StoreMachine(RuleBasedStateMachine):
    """Two stores on one folder agree with a dict, whatever happens to one of the two copies."""

    known = Bundle("known")

    @initialize()
    def begin(self) -> None:
        self.temporary = tempfile.TemporaryDirectory()
        self.folder = Path(self.temporary.name) / "notes"
        self.stores = [Store(self.folder, pause=lambda seconds: None) for _ in range(2)]
        self.model: dict[str, Annotation] = {}
        self.position: ReadingPosition | None = None

    def teardown(self) -> None:
        self.temporary.cleanup()

    @rule(target=known, which=st.integers(0, 1), note=st.text(max_size=5), offsets=OFFSETS)
    def put(self, which: int, note: str, offsets: tuple[int, int]) -> str:
        item = moved(annotation(note), *offsets)
        self.model[item.id] = item
        self.returned(self.stores[which].put(article(), item))
        return item.id

    @rule(which=st.integers(0, 1), identity=known, note=st.text(max_size=5), offsets=OFFSETS)
    def change(self, which: int, identity: str, note: str, offsets: tuple[int, int]) -> None:
        item = replace(moved(annotation(note), *offsets), id=identity)
        self.model[identity] = item
        self.returned(self.stores[which].put(article(), item))

    @rule(which=st.integers(0, 1), identity=consumes(known))
    def remove(self, which: int, identity: str) -> None:
        self.model.pop(identity, None)
        self.returned(self.stores[which].remove(article(), identity))

    @rule(which=st.integers(0, 1), offset=st.integers(0, 10**6), progress=st.floats(0, 1))
    def read_on(self, which: int, offset: int, progress: float) -> None:
        self.position = with_context(ReadingPosition(offset, progress), article().text, article().text_hash)
        self.stores[which].save_position(article(), self.position)

    @rule(share=st.floats(0, 0.99), garbage=st.binary(max_size=4))
    def damage(self, share: float, garbage: bytes) -> None:
        path = main_file(self.folder)
        if path.exists():
            data = path.read_bytes()
            path.write_bytes(data[: int(share * (len(data) - 2))] + garbage + b"\xff")

    @rule()
    def delete(self) -> None:
        main_file(self.folder).unlink(missing_ok=True)

    @rule(garbage=st.binary(max_size=4))
    def damage_mirror(self, garbage: bytes) -> None:
        if mirror_file(self.folder).exists():
            mirror_file(self.folder).write_bytes(garbage)
            self.stores[0].opened(article())

    @invariant()
    def agrees(self) -> None:
        for store in self.stores:
            self.returned(store.annotations(article().id))
            assert store.position(article().id) == self.position

    def returned(self, items: tuple[Annotation, ...]) -> None:
        assert {item.id: item for item in items} == self.model
        assert len(items) == len(self.model)
        spans = [item.target.span for item in items]
        assert spans == sorted(spans)


StoreMachine.TestCase.settings = settings(max_examples=30, stateful_step_count=20, deadline=None)
TestStoreMachine = StoreMachine.TestCase
