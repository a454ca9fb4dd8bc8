import pytest

from socialvalue.framework.yaml_files import DataFileWrong, File


def wrong(path, text):
    path.write_text(text)
    with pytest.raises(DataFileWrong) as refused:
        File(path)
    return str(refused.value)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "some.yaml"


def test_plain_data_of_a_file(path):
    path.write_text('name: words\nnumber: 3\nyes: true\nno: false\nnone: null\nlist: [1, "2.0"]\n')

    assert File(path).data == {
        "name": "words",
        "number": 3,
        "yes": True,
        "no": False,
        "none": None,
        "list": [1, "2.0"],
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a: 1\nb: 15.5\n", "some.yaml, line 2: put 15.5 in quotes"),
        ("a: 2026-11-21\n", "some.yaml, line 1: put 2026-11-21 in quotes"),
        ("a: yes\n", "some.yaml, line 1: put yes in quotes"),
        ("a: 0x1F\n", "some.yaml, line 1: put 0x1F in quotes"),
        ("a: -1\n", "some.yaml, line 1: put -1 in quotes"),
        ("a: 1\na: 2\n", "some.yaml, line 2: a is given twice"),
        ("- a\n", "some.yaml, line 1: is not a mapping of names to values"),
        ("", "some.yaml, line 1: is not a mapping of names to values"),
        (
            "a: 1\nb: ]\n",
            "some.yaml, line 2: is not YAML: expected the node content, but found ']'",
        ),
    ],
)
def test_a_file_that_could_be_misread_is_refused(path, text, said):
    assert wrong(path, text) == said


@pytest.mark.parametrize("raw", [b"a: \x00\n", b"a: caf\xe9\n"])
def test_a_file_that_is_not_plain_text_is_refused(path, raw):
    path.write_bytes(raw)

    with pytest.raises(DataFileWrong) as refused:
        File(path)

    assert str(refused.value) == "some.yaml, line 1: is not plain text in UTF-8"


def test_a_fault_found_by_the_reader_is_given_its_line(path):
    path.write_text("a:\n  - b: 1\n  - b: words\n")

    with pytest.raises(DataFileWrong) as refused:
        File(path).read(lambda part: [inner.text("b") for inner in part.parts("a")])

    assert (refused.value.line, refused.value.path.name) == (2, "some.yaml")
    assert str(refused.value) == "some.yaml, line 2: /a/0/b: is 1, not words"
