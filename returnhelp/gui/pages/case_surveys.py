"""The surveys taken in a case: who was asked when, the answers, and how baseline and follow-up compare."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QGridLayout, QLabel, QPlainTextEdit, QScrollArea, QVBoxLayout, QWidget

from returnhelp.domain import survey_scores, surveys
from returnhelp.domain.case import CaseType
from returnhelp.domain.errors import AnswerRefusedError
from returnhelp.domain.people import Precision
from returnhelp.domain.survey_answers import SurveyMethod, SurveyOccasion, SurveyTaken
from returnhelp.domain.survey_scores import Scores
from returnhelp.domain.surveys import Instrument, Measure, Refusal
from returnhelp.domain.vulnerability import VulnerabilityKind
from returnhelp.gui import theme
from returnhelp.gui.models.records import FieldColumn
from returnhelp.gui.models.working_copy import Key
from returnhelp.gui.pages import case_survey_picture as told
from returnhelp.gui.pages.case_folder import CaseFolder
from returnhelp.gui.pages.case_list_section import ListSection
from returnhelp.gui.pages.case_section import CaseSection
from returnhelp.gui.pages.case_survey_questions import SurveyQuestions
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.chart_view import ChartView
from returnhelp.gui.widgets.choice_combo import ChoiceCombo
from returnhelp.i18n import catalogs, formats, labels, messages
from returnhelp.i18n.catalogs import N_, _

_RESULT = 352
_ROWS = 3  # that the table shows at least, the row that adds one among them


class Interviews:
    """The surveys of a case as they are typed now, and who may be asked what."""

    def __init__(self, folder: CaseFolder) -> None:
        self.folder = folder

    @property
    def instruments(self) -> tuple[Instrument, ...]:
        """What came with the program and what the office has loaded."""
        return self.folder.view.instruments

    def instrument(self, key: Key) -> Instrument | None:
        """The instrument of a survey; None when it is not known here."""
        copy = self.folder.copy
        return surveys.find(
            self.instruments, str(copy.value(key, "instrument")), str(copy.value(key, "instrument_version"))
        )

    def answers(self, key: Key) -> dict[str, Any]:
        found = self.folder.copy.value(key, "answers")
        return dict(found) if isinstance(found, dict) else {}

    def refusal(self, key: Key, instrument: Instrument) -> Refusal | None:
        """Why the person is not to be asked."""
        copy = self.folder.copy
        day = copy.value(key, "taken_on") or self.folder.today()
        return self.refuses(instrument, copy.value(key, "person_id"), day)

    def refuses(self, instrument: Instrument, number: int | None, day: date) -> Refusal | None:
        """Why this person is not to be asked on that day."""
        copy = self.folder.copy
        person = ("person", number if number is not None else 0)
        birth = copy.value(person, "birth_date") if person in copy else None
        precision = (copy.value(person, "birth_precision") if person in copy else None) or Precision.DAY
        return surveys.may_ask(instrument, birth, day, self._vulnerabilities(number), precision)

    def _vulnerabilities(self, number: int | None) -> set[VulnerabilityKind]:
        """Those of the person in this case; in a case of trafficking everybody counts as a survivor."""
        copy = self.folder.copy
        found = {
            VulnerabilityKind(copy.value(key, "kind"))
            for key in copy.keys("vulnerabilities")
            if copy.value(key, "person_id") == number and copy.value(key, "kind") and not copy.is_removed(key)
        }
        victims = [copy.value(key, "person_id") for key in copy.keys("trafficking") if not copy.is_removed(key)]
        if copy.value(self.folder.key, "kind") is CaseType.TRAFFICKING_RETURN or number in victims:
            found.add(VulnerabilityKind.TRAFFICKING_VICTIM)
        return found

    def offered(self) -> tuple[Instrument, ...]:
        """What can be asked today."""
        return surveys.in_force(self.instruments, self.folder.today())

    def begin(self, somebody: int | None) -> dict[str, Any]:
        """A new survey: of the first person who may be asked, a follow-up where there is a baseline."""
        today = self.folder.today()
        numbers = self.folder.traveller_ids() or self.folder.person_ids()
        chosen, person = next(
            (
                (instrument, number)
                for instrument in self.offered()
                for number in numbers
                if self.refuses(instrument, number, today) is None
            ),
            (self.offered()[0], somebody),
        )
        earlier = any(
            one.person_id == person and one.instrument == chosen.key and one.occasion is SurveyOccasion.BASELINE
            for one in self.taken()
        )
        return {
            "person_id": person,
            "instrument": chosen.key,
            "instrument_version": chosen.version,
            "taken_on": today,
            "occasion": SurveyOccasion.FOLLOW_UP if earlier else SurveyOccasion.BASELINE,
            "method": SurveyMethod.PHONE,
            "answers": {},
            "note": "",
        }

    def taken(self) -> list[SurveyTaken]:
        """Every survey of the case that is not to be removed."""
        copy = self.folder.copy
        return [
            SurveyTaken(
                person_id=copy.value(key, "person_id") or 0,
                instrument=copy.value(key, "instrument") or "",
                instrument_version=str(copy.value(key, "instrument_version")),
                taken_on=copy.value(key, "taken_on") or self.folder.today(),
                occasion=copy.value(key, "occasion") or SurveyOccasion.BASELINE,
                method=copy.value(key, "method") or SurveyMethod.VISIT,
                answers=self.answers(key),
            )
            for key in copy.keys("surveys")
            if not copy.is_removed(key)
        ]

    def score(self, key: Key) -> str:
        """What the table says of a survey."""
        instrument = self.instrument(key)
        if instrument is None or self.refusal(key, instrument) is not None:
            return ""
        try:
            return told.in_table(instrument, self.answers(key))
        except AnswerRefusedError:
            return _("not scorable")


class _Line:
    """A score in words: its name, what it is, and how much was answered."""

    def __init__(self, grid: QGridLayout, row: int) -> None:
        self._labels = (QLabel(), dress(QLabel(), Look.STRONG), dress(QLabel(), Look.NOTE))
        grid.setColumnStretch(1, 1)
        for column, label in enumerate(self._labels):
            side = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(label, row, column, side)

    def say(self, name: str, value: str, counted: str) -> None:
        """Show these words; without a name the line is not there."""
        for label, words in zip(self._labels, (name, value, counted), strict=True):
            label.setText(words)
            label.setVisible(bool(name))


class SurveyDetail(CaseSection):
    """The questions of one survey, its scores as they are typed, and the picture of the person's surveys."""

    form = "case_survey_detail"
    title = ""

    instrument_combo: ChoiceCombo
    language_combo: ChoiceCombo
    refusal_error: QLabel
    official_note: QLabel
    questions_scroll: QScrollArea
    questions_body: QWidget
    answering_note: QLabel
    note_edit: QPlainTextEdit
    result_scroll: QScrollArea
    result_widget: QWidget
    scores_heading: QLabel
    scores_note: QLabel
    picture_heading: QLabel
    picture_chart: ChartView
    picture_note: QLabel

    def __init__(self, interviews: Interviews, parent: QWidget | None = None) -> None:
        self.interviews = interviews
        self._key: Key | None = None
        self._spoken: dict[int, str] = {}
        super().__init__(interviews.folder, parent)

    def build(self) -> None:
        self.tie("surveys").tie("note", self.note_edit)
        self.questions = SurveyQuestions(self.questions_scroll)
        column = self.questions_body.layout()
        assert isinstance(column, QVBoxLayout)
        column.insertWidget(0, self.questions)
        for body in (self.questions_body, self.result_widget):
            body.setProperty("scrolled", True)
        self.questions.answers_changed.connect(self._answered)
        self.questions.gone_past.connect(self._gone_past)
        self.instrument_combo.chosen.connect(self._instrument_chosen)
        self.language_combo.chosen.connect(self._language_chosen)
        grid = self.result_widget.findChild(QGridLayout, "scores_layout")
        assert grid is not None
        self._lines = [_Line(grid, row) for row in range(len(Measure))]
        self.folder.copy.changed.connect(self._hear)
        self.folder.copy.listed.connect(lambda: self.show_key(self._key))
        theme.news().changed.connect(self._measure)
        self._measure()

    def _measure(self) -> None:
        self.note_edit.setFixedHeight(theme.px(64))
        self.result_scroll.setFixedWidth(theme.px(_RESULT))
        self.picture_chart.setFixedHeight(round(theme.px(_RESULT - 12) / told.ASPECT))
        self.questions_scroll.setMinimumHeight(theme.px(112))

    def retranslate(self) -> None:
        self.show_key(self._key)

    def show_key(self, key: Key | None) -> None:
        """Show this survey."""
        self._key = key if key is not None and key in self.folder.copy else None
        self.setVisible(self._key is not None)
        if self._key is None or not self.folder.is_read:
            return
        copy = self.folder.copy
        instrument = self.interviews.instrument(self._key)
        refusal = None if instrument is None else self.interviews.refusal(self._key, instrument)
        writable = self.folder.editable and not copy.is_removed(self._key)
        answers = self.interviews.answers(self._key)
        self._offer_instruments(instrument, fixed=bool(answers) or not writable)
        language = self._offer_languages(instrument)
        self._tell(instrument, refusal)
        self.answering_note.setVisible(instrument is not None and refusal is None and writable)
        asked = instrument is not None and (refusal is None or bool(answers))
        if asked:
            self.questions.show_survey(instrument, answers, language, editable=writable and refusal is None)
        self.questions.setVisible(asked)
        self._show_result(instrument, refusal)

    # --- what is chosen ------------------------------------------------------------------------------

    def _offer_instruments(self, instrument: Instrument | None, *, fixed: bool) -> None:
        """Another instrument may be chosen until the first answer is given."""
        named = {(one.key, one.version): one for one in self.interviews.offered()}
        if instrument is not None:
            named.setdefault((instrument.key, instrument.version), instrument)

        def words(value: Any) -> str:
            return surveys.said(named[value].titles, catalogs.language())

        self.instrument_combo.offer(named, words)
        self.instrument_combo.set_value(None if instrument is None else (instrument.key, instrument.version))
        self.instrument_combo.setEnabled(not fixed)

    def _offer_languages(self, instrument: Instrument | None) -> str:
        assert self._key is not None
        offered = instrument.languages if instrument is not None else ()
        person = self.folder.copy.value(self._key, "person_id") or 0
        spoken = (
            self.folder.copy.value(("person", person), "mother_tongue")
            if ("person", person) in self.folder.copy
            else ""
        )
        wanted = (self._spoken.get(person, ""), spoken or "", catalogs.language(), *offered)
        language = next((one for one in wanted if one in offered), "")
        self.language_combo.offer(offered, labels.language_name)
        self.language_combo.set_value(language)
        self.language_combo.setEnabled(bool(offered))
        return language

    def _instrument_chosen(self, value: object) -> None:
        if self._key is None or not isinstance(value, tuple):
            return
        self.folder.copy.put(self._key, "instrument", value[0])
        self.folder.copy.put(self._key, "instrument_version", value[1])

    def _language_chosen(self, language: object) -> None:
        if self._key is not None:
            self._spoken[self.folder.copy.value(self._key, "person_id") or 0] = str(language)
            self.show_key(self._key)

    def _answered(self, answers: object) -> None:
        if self._key is not None and isinstance(answers, dict):
            self.folder.copy.put(self._key, "answers", dict(answers))

    def _gone_past(self, by: int) -> None:
        if by > 0:  # from the remarks Tab goes on, not back to the first question
            QWidget.setTabOrder(self.questions.fields[-1].buttons[-1], self.note_edit)
        (self.note_edit if by > 0 else self.language_combo).setFocus()

    def _hear(self, key: Key, name: str) -> None:
        relevant = key[0] == "surveys" and name != "note"
        if self._key is not None and (relevant or key[0] in ("person", "vulnerabilities")) and self.isVisible():
            self.show_key(self._key)

    # --- what is said --------------------------------------------------------------------------------

    def _tell(self, instrument: Instrument | None, refusal: Refusal | None) -> None:
        if instrument is None:
            why = _("This survey is not known here, so its questions cannot be shown. Its answers are kept.")
        else:
            why = "" if refusal is None else labels.label(refusal)
        self.refusal_error.setText(why)
        self.refusal_error.setVisible(bool(why))
        said = [] if instrument is None else [surveys.said(instrument.notes, catalogs.language())]
        if instrument is not None and instrument.verified_on is not None:
            day = formats.short_date(instrument.verified_on)
            said.append(_("Checked by {who} on {day}.").format(who=instrument.verified_by, day=day))
        elif instrument is not None:
            said.append(_("Not checked against an official source."))
        self.official_note.setText(" ".join(one for one in said if one))
        self.official_note.setVisible(instrument is not None)

    def _show_result(self, instrument: Instrument | None, refusal: Refusal | None) -> None:
        self.result_scroll.setVisible(instrument is not None and refusal is None)
        if instrument is None or refusal is not None or self._key is None:
            return
        for line in self._lines:
            line.say("", "", "")
        try:
            self._show_scores(instrument, self.interviews.answers(self._key))
            self._show_picture(instrument)
        except AnswerRefusedError as refused:
            self.scores_note.setText(messages.sentence(refused))
            self.scores_note.show()
            self.picture_chart.show_chart(None)

    def _show_scores(self, instrument: Instrument, answers: dict[str, Any]) -> None:
        if instrument.marks is not None:
            found = survey_scores.satisfaction(instrument, answers)
            self._lines[0].say(_("Mean of what was answered"), told.marks(instrument, found), "")
            share = "–" if found.satisfied is None else formats.percent(float(found.satisfied))
            self._lines[1].say(_("Satisfied or very satisfied"), share, "")
            counted = _("{answered} of {applicable}").format(answered=found.answered, applicable=found.applicable)
            self._lines[2].say(_("Answered"), counted, "")
            self.scores_note.hide()
            return
        scores = survey_scores.scores(instrument, answers)
        for row, measure in enumerate(Measure):
            one = scores.of(measure)
            said = told.score_words(one)
            band = told.band_words(instrument, one)
            self._lines[row].say(labels.label(measure), f"{said} · {band}" if band else said, told.counted(one))
        lacking = any(not scores.of(measure).scorable for measure in Measure)
        least = formats.percent(float(instrument.minimum))
        self.scores_note.setText(
            _("A score is shown from {share} of its questions on; the count is of those answered.").format(share=least)
        )
        self.scores_note.setVisible(lacking)

    def _show_picture(self, instrument: Instrument) -> None:
        assert self._key is not None
        person = self.folder.copy.value(self._key, "person_id") or 0
        pair = () if instrument.marks is not None else survey_scores.pair(self.interviews.taken(), person, instrument)
        by_occasion = {one.occasion: one for one in pair}

        def scores(occasion: SurveyOccasion) -> Scores | None:
            one = by_occasion.get(occasion)
            return None if one is None else survey_scores.scores(instrument, one.answers)

        chart = told.picture(instrument, scores(SurveyOccasion.BASELINE), scores(SurveyOccasion.FOLLOW_UP))
        self.picture_chart.show_chart(chart)
        self.picture_heading.setVisible(chart is not None)
        self.picture_heading.setText(_("Baseline and follow-up of {name}").format(name=self.folder.person_name(person)))
        dated = [f"{labels.label(one.occasion)}: {formats.short_date(one.taken_on)}" for one in pair]
        missing = [labels.label(one) for one in SurveyOccasion if one not in by_occasion]
        dated += [_("{occasion}: not taken yet").format(occasion=one) for one in missing]
        self.picture_note.setText("\n".join(dated))
        self.picture_note.setVisible(chart is not None)


class SurveysSection(ListSection):
    """Who was asked when and how, with the score; under it the questions of the chosen survey."""

    title = N_("Surveys")
    entities = frozenset({"surveys"})

    def build(self) -> None:
        self.interviews = Interviews(self.folder)
        columns = (
            FieldColumn("taken_on", 104, title=N_("Date")),
            FieldColumn("person_id", 128),
            FieldColumn("instrument", 200, stretches=True, editable=False, title=N_("Survey"), shown=self._named),
            FieldColumn("occasion", 112, title=N_("Occasion")),
            FieldColumn("method", 112, title=N_("Method")),
            FieldColumn("answers", 168, editable=False, title=N_("Composite score"), shown=self.interviews.score),
        )
        self.table("surveys", columns, N_("Add a survey"), self._begin, self._when)
        self.detail = SurveyDetail(self.interviews)
        self.show_detail(self.detail)
        self.records_table.record_chosen.connect(self.detail.show_key)
        column = self.findChild(QVBoxLayout, "case_list_layout")
        assert column is not None
        column.setStretchFactor(self.records_table, 0)
        column.setStretchFactor(self.detail_frame, 1)
        theme.news().changed.connect(self._measure)
        self._measure()

    def display(self) -> None:
        super().display()
        self.detail.show_key(self.records_table.key())

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self.folder.is_read:
            self.detail.show_key(self.records_table.key())  # people and vulnerabilities may be others since

    def begin_questions(self) -> None:
        """Set the focus to the first question without an answer."""
        self.detail.questions.take_focus()

    def _measure(self) -> None:
        table = self.records_table
        rows = table.verticalHeader().defaultSectionSize() * _ROWS
        table.setFixedHeight(table.horizontalHeader().sizeHint().height() + rows + 2 * table.frameWidth())

    def _begin(self) -> dict[str, Any]:
        return self.interviews.begin(self.somebody())

    def _named(self, key: Key) -> str:
        instrument = self.interviews.instrument(key)
        if instrument is None:
            return " ".join(
                str(self.folder.copy.value(key, name) or "") for name in ("instrument", "instrument_version")
            )
        return surveys.said(instrument.titles, catalogs.language())

    def _when(self, key: Key) -> date:
        day: date = self.folder.copy.value(key, "taken_on") or date.min
        return day
