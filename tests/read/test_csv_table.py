"""CSV task tables, and CSV files that are none."""

from __future__ import annotations

import pytest

from policytext.errors import DamagedFileError
from policytext.read import read_bytes

TABLE = '序号,重点任务,牵头单位,完成时限\n1,"建设社区服务站,20个",市民政局,2025年底\n2,"培训\n社工",市财政局,\n'


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_a_csv_task_table_is_rows(encoding: str) -> None:
    source = read_bytes(TABLE.encode(encoding), "a.csv")
    assert source.format == "csv"
    assert (
        source.text
        == "序号\t重点任务\t牵头单位\t完成时限\n1\t建设社区服务站,20个\t市民政局\t2025年底\n2\t培训社工\t市财政局\t\n"
    )
    assert [p.cell for p in source.places][:5] == ["A1", "B1", "C1", "D1", "A2"]


def test_a_title_above_and_semicolons() -> None:
    source = read_bytes("2025年任务分工表;;\n任务;牵头单位;时限\n建站;市民政局;年底\n".encode(), "a")
    assert source.text == "2025年任务分工表\n任务\t牵头单位\t时限\n建站\t市民政局\t年底\n"


@pytest.mark.parametrize(
    "text",
    [
        "path,title,region,date\na.txt,方案,济南市,2025\n",
        "一、重点任务，各单位要加强领导，做好工作，落实责任。\n",
        "名称,数量\n驿站,20\n",
        "任务\t牵头单位\t时限\n建站\t市民政局\t年底\n",
    ],
    ids=["manifest", "prose", "two_columns", "tabs_are_text_already"],
)
def test_what_is_no_csv_task_table_stays_text(text: str) -> None:
    source = read_bytes(text.encode(), "a.csv")
    assert (source.format, source.text) == ("text", text)


def test_a_quote_that_is_never_closed_is_told() -> None:
    with pytest.raises(DamagedFileError, match="quotation mark"):
        read_bytes((TABLE + '3,"' + "建" * 140_000).encode(), "a.csv")
