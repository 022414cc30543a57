"""The surveys of the office: which there are, whether they are official, and what is done with them."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QLabel, QPushButton, QStackedWidget, QWidget

from returnhelp.domain import surveys as rules_of
from returnhelp.domain.roles import Act
from returnhelp.domain.surveys import Instrument
from returnhelp.gui import icons, writing
from returnhelp.gui.desk import Desk
from returnhelp.gui.dialogs import files as file_boxes
from returnhelp.gui.models.at_once import at_once
from returnhelp.gui.models.paged import Cell, Column, PagedModel
from returnhelp.gui.page import Page
from returnhelp.gui.pages.office_survey_load import SurveyLoad
from returnhelp.gui.pages.office_survey_scores import SurveyScores
from returnhelp.gui.pages.office_survey_words import facts, state_words
from returnhelp.gui.theme import Look, dress
from returnhelp.gui.widgets.table_view import TableView
from returnhelp.i18n import catalogs, formats
from returnhelp.i18n.catalogs import N_, _, pgettext
from returnhelp.services import surveys
from returnhelp.services.office import Change
from returnhelp.services.surveys import InstrumentSeen

_COLUMNS = (
    Column("title", N_("Survey"), 250, sortable=False),
    Column("official", N_("State"), 210, sortable=False),
    Column("source", N_("Source"), 180, sortable=False),
    Column("checked", N_("Checked"), 110, sortable=False),
    Column("languages", N_("Languages"), 130, sortable=False),
)


class OfficeSurveysPage(Page):
    """The list; from it one loads another survey, or looks at the scores of groups."""

    form = "office_surveys"
    help_anchor = "office_surveys"

    surveys_stack: QStackedWidget
    list_page: QWidget
    load_button: QPushButton
    export_button: QPushButton
    scores_button: QPushButton
    instruments_table: TableView
    chosen_note: QLabel

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, parent)
        self._seen: tuple[InstrumentSeen, ...] = ()
        dress(self.load_button, Look.PRIMARY)
        self.load_button.setIcon(icons.icon("upload-simple", "on_accent"))
        self.export_button.setIcon(icons.icon("download-simple"))
        self.scores_button.setIcon(icons.icon("chart-bar"))
        self._model = PagedModel(_COLUMNS, _cell, at_once, self)
        self.instruments_table.show_model(self._model)
        self.instruments_table.rows_selected.connect(self._tell_chosen)
        self.load = SurveyLoad(self)
        self.scores = SurveyScores(self)
        for panel in (self.load, self.scores):
            self.surveys_stack.addWidget(panel)
            panel.left.connect(self.show_list)
        self.load.loaded.connect(self._loaded)
        self.load_button.clicked.connect(self.begin_loading)
        self.export_button.clicked.connect(self.export)
        self.scores_button.clicked.connect(self.show_scores)
        self._offer()

    def title(self) -> str:
        return _("Surveys")

    def focus_first(self) -> None:
        match self.surveys_stack.currentWidget():
            case SurveyLoad():
                self.load.focus_first()
            case SurveyScores():
                self.scores.focus_first()
            case _:
                self.instruments_table.setFocus()

    def blank(self, private: bool) -> bool:  # noqa: ARG002 - either way
        """There is nothing of a client here."""
        return True

    def retranslate(self) -> None:
        self._offer()
        self._tell_chosen()
        self.load.retranslate()
        self.scores.retranslate()

    def refresh(self, change: Change[Any] | None) -> None:  # noqa: ARG002 - read as a whole
        office = self.office
        self._offer()

        def show(found: tuple[InstrumentSeen, ...]) -> None:
            self._seen = found
            self._model.show(lambda: len(found), lambda at, count: found[at : at + count])
            self.instruments_table.setCurrentIndex(self._model.index(0, 0))
            self.scores.show_instruments([one.instrument for one in found])
            self.ready()

        self.ask(lambda: surveys.instruments(office), show, latest="surveys")

    def _offer(self) -> None:
        self.load_button.setVisible(self.office.may(Act.MANAGE_SURVEYS))
        self.scores_button.setVisible(self.office.may(Act.SEE_TEAM))

    def chosen(self) -> InstrumentSeen | None:
        """The survey at which the keys are."""
        row = self.instruments_table.row()
        return row if isinstance(row, InstrumentSeen) else None

    def _tell_chosen(self) -> None:
        seen = self.chosen()
        self.export_button.setEnabled(seen is not None)
        self.chosen_note.setText("" if seen is None else "\n".join(_told(seen)))

    # --- what is done ------------------------------------------------------------------------------

    def show_list(self) -> None:
        """Back to the list."""
        self.clear_message()
        self.surveys_stack.setCurrentWidget(self.list_page)
        self.instruments_table.setFocus()

    def begin_loading(self) -> None:
        """Go to where a file is dropped or chosen."""
        self.clear_message()
        self.load.begin()
        self.surveys_stack.setCurrentWidget(self.load)
        self.load.focus_first()

    def show_scores(self) -> None:
        """Go to the scores of groups."""
        self.clear_message()
        self.surveys_stack.setCurrentWidget(self.scores)
        self.scores.read()
        self.scores.focus_first()

    def _loaded(self, instrument: Instrument) -> None:
        said = _("{title}, version {version}, is loaded. It can be asked at once.")
        title = rules_of.said(instrument.titles, catalogs.language())
        self.desk.toast(said.format(title=title, version=instrument.version))
        self.show_list()

    def export(self) -> None:
        """Save the chosen survey as a pattern to fill in."""
        seen, office = self.chosen(), self.office
        if seen is None:
            return
        key, version = seen.instrument.key, seen.instrument.version
        kinds = [(_("Spreadsheets"), "*.xlsx")]
        chosen = file_boxes.save_file(self, _("Save the survey as a spreadsheet"), f"{key}-{version}.xlsx", kinds)
        if chosen is None:
            return
        place = writing.with_suffix(chosen, ".xlsx")

        def saved(_place: object) -> None:
            self.desk.toast(_("Saved as {name}.").format(name=place.name))

        self.ask(lambda: writing.write(place, surveys.export(office, key, version)), saved)


def _cell(seen: InstrumentSeen, column: str) -> Cell:
    one = seen.instrument
    match column:
        case "title":
            version = _("Version {version}").format(version=one.version)
            held = _("asked today") if seen.in_force else _("not asked today")
            return Cell(rules_of.said(one.titles, catalogs.language()), f"{version} · {held}", strong=seen.in_force)
        case "official":
            return Cell(state_words(one), badge="success" if one.official else "warning")
        case "source":
            return Cell(one.source)
        case "checked":
            if one.verified_on is None:
                return Cell(pgettext("survey", "Not checked"), colour="muted")
            return Cell(formats.short_date(one.verified_on), one.verified_by)
    return Cell(_languages(one.languages))


def _languages(codes: Sequence[str]) -> str:
    return ", ".join(code.upper() for code in codes)


def _told(seen: InstrumentSeen) -> list[str]:
    """What there is no room for in a row."""
    one = seen.instrument
    lines = [rules_of.said(one.notes, catalogs.language()), *facts(one)]
    if seen.loaded_on is not None:
        day = formats.short_date(seen.loaded_on)
        lines.append(_("Loaded by {who} on {day}.").format(who=seen.loaded_by, day=day))
    else:
        lines.append(_("It came with the program."))
    return [line for line in lines if line]
