"""One bad row for every reason a ledger's row can be refused for; each differs from a good row in one thing."""

HEADER = ("案件编号", "业务类型", "申请人", "办理状态", "受理日期", "状态日期", "截止日期", "备注", "办理经过")
GOOD = ("YS2026000001", "专利预审", "示例（虚构）", "预审审查中", "2026-11-02", "2026-11-10", "", "", "")
HELD_STATE, HELD_DAY = "accepted", "2026-11-09"
TOLD = "2026-11-02 已收件；2026-11-05 已受理；2026-11-10 预审审查中"


def changed(**cells: object) -> list[object]:
    """The good row with some cells changed, named n k a s r d e b h after the columns of the header."""
    names = "nkasrdebh"
    return [cells.get(name, value) for name, value in zip(names, GOOD, strict=True)]


# Reasons that show in the row alone.
ALONE: dict[str, list[object]] = {
    "number_missing": changed(n=""),
    "number_no_prefix": changed(n="2026000123"),
    "number_unknown_prefix": changed(n="XX2026000123"),
    "number_year": changed(n="YS1926000123"),
    "number_too_short": changed(n="YS202600012"),
    "number_too_long": changed(n="YS20260001234"),
    "number_several": changed(n="YS2026000001、YS2026000002"),
    "number_unreadable": changed(n="见附件"),
    "kind_unknown": changed(k="商标注册"),
    "kind_mismatch": changed(k="举报"),
    "applicant_too_long": changed(a="甲" * 201),
    "applicant_personal_number": changed(a="示例（虚构）13800138000"),
    "broken_text": changed(a="锟斤拷锟斤拷公司"),
    "formula_or_error": changed(a="#REF!"),
    "status_missing": changed(s="  "),
    "status_unknown": changed(s="在路上"),
    "status_of_other_kind": changed(s="达成协议"),
    "received_missing": changed(r="/"),
    "received_unreadable": changed(r="去年秋天"),
    "received_without_year": changed(r="3月5日"),
    "received_without_day": changed(r="2026年3月"),
    "received_short_year": changed(r="26.3.5"),
    "received_impossible": changed(r="2026-02-30"),
    "received_out_of_range": changed(r="1926-03-05"),
    "received_in_future": changed(r="2026-11-23"),
    "received_year_differs": changed(r="2024-11-02"),
    "since_missing": changed(d=None),
    "since_unreadable": changed(d="上周三"),
    "since_without_year": changed(d="11月10日"),
    "since_without_day": changed(d="2026年11月"),
    "since_short_year": changed(d="26-11-10"),
    "since_impossible": changed(d="20261131"),
    "since_out_of_range": changed(d="2126-11-10"),
    "since_in_future": changed(d="2026-12-01"),
    "since_before_received": changed(d="2026-11-01"),
    "deadline_unreadable": changed(e="尽快"),
    "deadline_without_year": changed(e="12月1日"),
    "deadline_without_day": changed(e="2026-12"),
    "deadline_short_year": changed(e="26/12/01"),
    "deadline_impossible": changed(e="2026年13月1日"),
    "deadline_out_of_range": changed(e=9.9e4 / 9 * 9),
    "deadline_before_received": changed(e="2026-11-01"),
    "note_too_long": changed(b="说" * 2001),
    "history_unreadable": changed(h="2026-11-02 已收件；后来审查"),
    "history_out_of_order": changed(h="2026-11-02 已收件；2026-11-12 已受理；2026-11-10 预审审查中"),
    "history_step": changed(h="2026-11-02 已收件；2026-11-05 预审合格；2026-11-10 预审审查中"),
    "history_end_differs": changed(h="2026-11-02 已收件；2026-11-05 已受理"),
    "history_start_differs": changed(h="2026-11-03 已收件；2026-11-10 预审审查中"),
    "too_many_cells": [*GOOD, "多出来的"],
}

# Reasons that show only beside the first of two rows.
BESIDE: dict[str, list[object]] = {
    "duplicate_row": changed(),
    "conflicting_row": changed(a="另一家（虚构）"),
}

# Reasons that show only beside what is held; the held case is named in the test.
AGAINST_HELD: dict[str, list[object]] = {
    "backwards": changed(s="已收件"),
    "step_not_allowed": changed(s="已正式提交"),
    "case_closed": changed(n="YS2026000002", s="预审审查中"),
    "received_differs": changed(r="2026-11-03"),
    "since_before_last_step": changed(d="2026-11-08"),
    "history_differs": changed(h="2026-11-02 已收件；2026-11-05 已受理；2026-11-10 预审审查中"),
}
