from __future__ import annotations

import os
from pathlib import Path

import pytest

from policytext.read.inputs import find_inputs
from policytext.read.names import name_texts


def names(found, top: Path) -> list[str]:
    return [Path(file.name).relative_to(top).as_posix() for file in found.files]


def test_a_folder_is_walked_in_order(write, tmp_path) -> None:
    for name in ("b.txt", "a/2.md", "a/1.txt", "计划.txt"):
        write(name, "x")
    assert names(find_inputs([tmp_path]), tmp_path) == ["a/1.txt", "a/2.md", "b.txt", "计划.txt"]


def test_manifests_hidden_and_side_files_are_no_inputs(write, tmp_path) -> None:
    for name in ("a.txt", "manifest.csv", "sub/manifest.csv", ".hidden", ".git/x.txt", "~$a.txt",
                 "README.md", "gold/a.json", "LICENSE"):  # fmt: skip
        write(name, "x")
    found = find_inputs([tmp_path])
    assert names(found, tmp_path) == ["a.txt"]
    assert [path.relative_to(tmp_path).as_posix() for path in found.manifests] == [
        "manifest.csv",
        "sub/manifest.csv",
    ]


def test_a_named_file_is_always_an_input(write) -> None:
    path = write("README.md", "x")
    assert [file.path for file in find_inputs([path]).files] == [path]


def test_a_named_manifest_is_no_input(write, tmp_path) -> None:
    write("a.txt", "x")
    manifest = write("known.csv", "path\n")
    assert names(find_inputs([tmp_path], manifest=manifest), tmp_path) == ["a.txt"]


def test_a_run_inside_the_folder_is_passed_over(write, tmp_path) -> None:
    for name in ("a.txt", "out/run.json", "out/documents.jsonl", "out/text/a.txt", "new/b.txt"):
        write(name, "x")
    assert names(find_inputs([tmp_path], exclude=[tmp_path / "new"]), tmp_path) == ["a.txt"]


def test_each_file_counts_once(write, tmp_path) -> None:
    path = write("a.txt", "x")
    found = find_inputs([path, tmp_path, tmp_path / "." / "a.txt", "-", "-"])
    assert [file.name for file in found.files] == [path.as_posix(), "-"]


def test_a_missing_argument_is_an_error_with_its_path(write) -> None:
    path = write("a.txt", "x")
    found = find_inputs(["nowhere.txt", path])
    assert len(found.files) == 1
    assert (found.errors[0].path, found.errors[0].error) == ("nowhere.txt", "ReadError")


@pytest.mark.skipif(os.name == "nt", reason="links need a privilege on Windows")
def test_loops_of_links_end(write, tmp_path) -> None:
    write("a/1.txt", "x")
    (tmp_path / "a" / "up").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "self").symlink_to(tmp_path / "self")
    assert names(find_inputs([tmp_path]), tmp_path) == ["a/1.txt", "self"]  # self is told when read


def test_name_texts_are_unique_and_possible_everywhere() -> None:
    paths = [
        "a/计划.txt",
        "b/计划.md",
        "A.txt",
        "a.txt",
        "-",
        "con.txt",
        "x/q?.txt",
        "好" * 99 + ".txt",
    ]
    found = name_texts(paths)
    assert found[:7] == [
        "计划.txt",
        "计划-2.txt",
        "A.txt",
        "a-2.txt",
        "stdin.txt",
        "_con.txt",
        "q_.txt",
    ]
    assert len(found[7].encode()) < 200


def test_name_texts_do_not_run_into_given_numbers() -> None:
    assert name_texts(["1/a.txt", "2/a.txt", "3/a-2.txt"]) == ["a.txt", "a-2.txt", "a-2-2.txt"]
