"""Every text that a screen may show is found, with context and plural; what cannot be read is named."""

import pytest

from tests.packaging.made import module

texts = module("source_texts")
Text = texts.SourceText


@pytest.fixture
def found(tmp_path):
    """What is found in a program of one module."""

    def find(code: str, name: str = "ui/screen.py", qt: str = "from PySide6.QtCore import *\n"):
        path = tmp_path / "workstation" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(qt + code, encoding="utf-8")
        return texts.source_texts(tmp_path / "workstation")

    return find


PROBLEMS = "class Problem(Exception): ...\nclass Refused(Problem): ...\nclass Damaged(Refused): ...\n"


@pytest.mark.parametrize(
    "code, expected",
    [
        ("class Strip:\n  def a(self): self.tr('waiting')", Text("Strip", "waiting")),
        (
            "class Strip:\n  def a(self, n): self.tr('%n waiting', '', n)",
            Text("Strip", "%n waiting", plural=True),
        ),
        ("class Strip:\n  def a(self): self.tr('left', 'gone')", Text("Strip", "left", "gone")),
        ("translate = QCoreApplication.translate\ntranslate('Line', 'on line')", Text("Line", "on line")),
        ("QCoreApplication.translate('Line', '%n h', None, 3)", Text("Line", "%n h", plural=True)),
        ("W = {'a': QT_TRANSLATE_NOOP('Words', 'held')}", Text("Words", "held")),
        ("QCoreApplication.translate('Line', 'two '\n 'halves')", Text("Line", "two halves")),
    ],
)
def test_a_text_is_found_with_its_context_comment_and_plural(found, code, expected):
    assert found(code) == [expected]


def test_words_in_a_variable_are_those_marked_where_they_are_written(found):
    assert found("W = QT_TRANSLATE_NOOP('Words', 'held')\nQCoreApplication.translate('Words', W)") == [
        Text("Words", "held")
    ]


@pytest.mark.parametrize(
    "code",
    [
        "QCoreApplication.translate('Line', f'heard {age} ago')",
        "QCoreApplication.translate('Line', 'heard ' + age)",
        "class Strip:\n  def a(self): self.tr(self.words)",
        "QCoreApplication.translate('Line', '%n waiting')",
        "QCoreApplication.translate('Line', 'waiting', '', 3)",
    ],
)
def test_a_text_that_nobody_could_translate_is_named_with_its_place(found, code):
    with pytest.raises(texts.UnreadableText, match=r"^workstation/ui/screen\.py:[23]: "):
        found(code)


def test_methods_of_others_that_are_called_alike_are_no_texts(found):
    assert found("painter.translate(3, 4)\n'abc'.translate(TABLE)") == []
    assert found("text.translate('a', 'b')", qt="") == []


@pytest.mark.parametrize(
    "code, sentences",
    [
        ("Refused('No.', safe='Kept.', do_now='Ask.', code='x')", ["Ask.", "Kept.", "No."]),
        ("S = 'Kept.'\nDamaged('No.', safe=S)", ["Kept.", "No."]),
        ("S: Final = 'Kept.'\nRefused('No.', safe=f'{S} Not sent.')", ["Kept. Not sent.", "No."]),
        ("T = {'a': 'One.', 'b': 'Two.'}\nRefused(T[code])", ["One.", "Two."]),
        ("Refused('One.' if late else 'Two.')", ["One.", "Two."]),
        ("problems.Refused('No.', values={'a': 'not a sentence'})", ["No."]),
    ],
)
def test_the_sentences_of_problems_are_found_through_the_modules_constants(found, code, sentences):
    assert found(PROBLEMS + code, "sync/line.py", qt="") == [Text("Problem", each) for each in sentences]


@pytest.mark.parametrize("code", ["Refused(words)", "Refused('No.', safe=f'{age} ago')", "Refused(T[code])"])
def test_a_problem_whose_sentence_is_made_as_it_goes_is_named_with_its_place(found, code):
    with pytest.raises(texts.UnreadableText, match=r"^workstation/sync/line\.py:4: "):
        found(PROBLEMS + code, "sync/line.py", qt="")


def test_problems_of_the_command_line_are_not_asked_of_translators(found):
    assert found(PROBLEMS + "Refused(f'{a} is none')", "central/load/loading.py", qt="") == []


def test_the_list_for_lupdate_says_plural_and_comment_and_keeps_every_character():
    listed = texts.as_macros(
        [
            Text("A", 'say "no"\n\\ and „yes“'),
            Text("A", "%n", plural=True),
            Text("A", "left", "gone"),
            Text("A", "%n", "gone", True),
        ]
    )
    assert listed.splitlines() == [
        r'QT_TRANSLATE_NOOP("A", "say \"no\"\n\\ and „yes“");',
        'QT_TRANSLATE_N_NOOP("A", "%n");',
        'QT_TRANSLATE_NOOP3("A", "left", "gone");',
        'QT_TRANSLATE_N_NOOP3("A", "%n", "gone");',
    ]
