"""R01 to R26 of the fact sheet (pre_examination section 26); every docstring names the facts behind the rule."""

from datetime import date

from knowledge.eligibility.results import Status
from knowledge.eligibility.table import Case, Table
from knowledge.ipc.codes import NotACode, parse_code

MEASURES = "pre_examination_measures_2023"
CENTRES = "centre_measures_2023"
XML_FOR_FAST_TRACKS = date(2025, 10, 1)
XML_FOR_EVERY_FILING = date(2026, 1, 1)
REAL_INVENTORS = date(2026, 1, 1)
FIRST_DAY = date(2024, 1, 20)

TABLE = Table()
rule = TABLE.rule


def met_if(case: Case, fact: str, *values: str, review: tuple[str, ...] = ()) -> Status:
    """Met for these values, a person for ``review``, not met for the rest."""
    if case.said(fact, *values):
        return Status.MET
    return Status.NEEDS_REVIEW if case.said(fact, *review) else Status.NOT_MET


def review_unless(case: Case, fact: str, *values: str) -> Status:
    """Met for these values, otherwise a person decides: nothing known lets us refuse."""
    return Status.MET if case.said(fact, *values) else Status.NEEDS_REVIEW


@rule("R01", "right_type", cites=MEASURES, any_right=True)
def right_is_a_patent(case: Case) -> Status:
    """Pre-examination is for patents only (F023)."""
    return met_if(case, "right_type", "patent", review=("unsure",))


@rule("R02", "filed_with_cnipa", cites=MEASURES, gates=("review_service",),
      applies=lambda case: not case.denied("review_service", "none"))
def application_is_new(case: Case) -> Status:
    """Only what was not yet filed can be pre-examined (F063); reviews concern filed cases by nature."""
    return met_if(case, "filed_with_cnipa", "no", review=("withdrawn",))


@rule("R03", "applicant_type", cites=MEASURES)
def applicant_is_a_legal_entity(case: Case) -> Status:
    """The applicant must be an independent legal entity (F035, F041 to F043); its place is R04's matter."""
    return met_if(case, "applicant_type", "legal_entity", review=("other_entity",))


@rule("R04", "registered_in", cites=CENTRES)
def registered_where_the_centre_serves(case: Case) -> Status:
    """A centre serves its own area (F026, F031, F035)."""
    return met_if(case, "registered_in", *case.local.home, review=case.local.neighbours)


def could_be_recorded_here(case: Case) -> bool:
    """Recording is no question for a person or for a place the centre does not serve."""
    return not case.said("applicant_type", "individual") and not case.denied("registered_in", *case.local.home)


@rule("R05", "recorded_at_centre", cites=MEASURES, gates=("applicant_type", "registered_in"),
      applies=could_be_recorded_here)
def recorded_at_the_centre(case: Case) -> Status:
    """The applicant must be recorded first (F035, F044); not being recorded is a step, not a refusal."""
    return met_if(case, "recorded_at_centre", "active", review=("pending", "suspended"))


@rule("R06", "technical_field", cites=CENTRES)
def field_is_served(case: Case) -> Status:
    """The centre serves the fields approved for it (F026)."""
    return met_if(case, "technical_field", *case.local.fields, review=("unsure",))


def what_the_list_says(case: Case) -> str:
    """Why a person must look at the classification: the centre's list decides, and it may be missing."""
    if "ipc" not in case.facts:
        return "no_code"
    try:
        code = parse_code(case.facts["ipc"])
    except NotACode:
        return "not_a_code"
    if not case.local.ipc_list.subclasses:
        return "list_missing"
    return "listed" if code.subclass in case.local.ipc_list.subclasses else "not_listed"


@rule("R07", "ipc", cites=MEASURES, because=what_the_list_says)
def classification_is_listed(case: Case) -> Status:
    """The centre checks the main classification itself (F055, F056); this program never does."""
    return Status.NEEDS_REVIEW


@rule("R08", "patent_type", cites=MEASURES)
def patent_type_is_accepted(case: Case) -> Status:
    """The centre says which patent types it takes (F061)."""
    return Status.NEEDS_REVIEW if case.said("patent_type", *case.local.types_to_confirm) else Status.MET


@rule("R09", "same_day_dual_filing", cites="nanchang_notice#4")
def not_filed_twice_on_one_day(case: Case) -> Status:
    """Invention and utility model filed the same day for the same thing cannot be pre-examined (F065)."""
    return met_if(case, "same_day_dual_filing", "no", review=("one_already_filed",))


@rule("R10", "divisional", cites="nanchang_notice#4")
def not_divisional(case: Case) -> Status:
    """Divisional applications cannot be pre-examined (F066)."""
    return met_if(case, "divisional", "no")


@rule("R11", "pct", cites="nanchang_notice#4")
def not_pct(case: Case) -> Status:
    """International applications and their national phase cannot be pre-examined (F067)."""
    return met_if(case, "pct", "no")


@rule("R12", "secrecy", cites="nanchang_notice#4")
def nothing_to_keep_secret(case: Case) -> Status:
    """Applications that touch national security cannot be pre-examined (F068)."""
    return met_if(case, "secrecy", "no", review=("unsure",))


@rule("R13", "priority_claim", cites=MEASURES)
def no_priority_claimed(case: Case) -> Status:
    """Centres differ on priority claims (F069)."""
    return review_unless(case, "priority_claim", "none")


@rule("R14", "patent_type", "early_publication_and_examination", cites="patent_law_2020#34",
      applies=lambda case: not case.denied("patent_type", "invention"),
      because=lambda case: "")
def published_early_and_examined_at_once(case: Case) -> Status:
    """An invention is published early and its examination requested at filing (F070, F071)."""
    return met_if(case, "early_publication_and_examination", "yes")


@rule("R15", "waive_amendment_and_change", cites="patent_rules_2023#57")
def waives_amendment_and_change(case: Case) -> Status:
    """No amendment on one's own motion, no change of particulars before grant (F072 to F074)."""
    return met_if(case, "waive_amendment_and_change", "yes", review=("transfer_needed",))


@rule("R16", "fast_reply", cites=MEASURES)
def replies_fast(case: Case) -> Status:
    """The fast track leaves about ten days for the first reply (F101, single source)."""
    return met_if(case, "fast_reply", "yes")


@rule("R17", "xml_filing",
      cites=((XML_FOR_FAST_TRACKS, "xml_notice_2025_05"), (XML_FOR_EVERY_FILING, "xml_notice_2025_11")),
      applies=lambda case: case.day >= XML_FOR_FAST_TRACKS)
def filed_as_xml(case: Case) -> Status:
    """Fast tracks take XML only since 2025-10-01, every electronic filing since 2026-01-01 (F007, F008)."""
    return met_if(case, "xml_filing", "yes")


@rule("R18", "applicants", cites="sichuan_conditions")
def recorded_applicant_comes_first(case: Case) -> Status:
    """The recorded applicant is named first, whoever the others are (F075, F076)."""
    return met_if(case, "applicants", "sole", "joint_recorded_first", review=("joint_others_unrecorded",))


@rule("R19", "agency", cites=((FIRST_DAY, MEASURES), (date(2026, 1, 1), "ningbo_2025#13")))
def agency_in_good_standing(case: Case) -> Status:
    """A suspended agency cannot file; some cities ask for a listed one (F013, F051, F052; Ningbo, 2025)."""
    return met_if(case, "agency", "none", "registered", review=("unlisted",))


@rule("R20", "bad_record", cites="cnipa_order_77#9")
def no_bad_record(case: Case) -> Status:
    """No open finding of abnormal filing, dishonesty or wilful infringement (F038, F121)."""
    return met_if(case, "bad_record", "none", review=("disputed", "within_two_years"))


@rule("R21", "inventors_are_real_persons", cites="examination_guidelines_84",
      applies=lambda case: case.day >= REAL_INVENTORS)
def inventors_are_people(case: Case) -> Status:
    """Inventors are natural persons with true particulars since 2026-01-01 (F009, F080)."""
    return met_if(case, "inventors_are_real_persons", "yes")


@rule("R22", "own_research", cites="cnipa_order_77#3")
def comes_from_real_research(case: Case) -> Status:
    """The solution comes from the applicant's real research (F078, F079)."""
    return met_if(case, "own_research", "yes", review=("unsure",))


@rule("R23", "sequence_or_deposit", cites="patent_rules_2023#27")
def no_sequence_or_deposit(case: Case) -> Status:
    """Whether the centre takes sequences and deposits is not known (F081, F082)."""
    return review_unless(case, "sequence_or_deposit", "no")


@rule("R24", "fee_reduction", cites="nanchang_notice#3")
def fee_reduction_recorded(case: Case) -> Status:
    """Whoever wants a fee reduction records it before filing (F083)."""
    return review_unless(case, "fee_reduction", "not_wanted", "recorded")


@rule("R25", "pay_on_time", cites="patent_rules_2023#112")
def pays_on_time(case: Case) -> Status:
    """Some centres want the fees on the day of filing or the next (F084)."""
    return review_unless(case, "pay_on_time", "yes")


@rule("R26", "review_service", cites=MEASURES, any_right=True)
def no_review_service(case: Case) -> Status:
    """Whether the centre pre-examines reviews, invalidations or reports is not known (section 15)."""
    return Status.NEEDS_REVIEW if case.denied("review_service", "none") else Status.MET
