"""The pages of the main window, one module each; this is how one is built.

A page is a form in ``ui/<name>.ui`` and a ``Page`` that gives it life::

    class CaseListPage(Page):
        '''Finds cases and opens them.'''

        form = "case_list"
        help_anchor = "cases"

        cases_view: TableView          # the annotations are the contract with the form:
        new_button: QPushButton        # every one must be in it, by name and kind

        def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
            super().__init__(desk, parent)
            dress(self.new_button, Look.PRIMARY)
            self.new_button.setIcon(icons.icon("plus", "on_accent"))
            self.cases_view.show_model(PagedModel(COLUMNS, cell, self.ask, self))

        def refresh(self, change: Change[Any] | None) -> None:
            office, query = self.office, self.query()
            self.cases_view.paged().show(
                lambda: lists.count_cases(office, query),
                lambda offset, limit: lists.cases(office, query, offset, limit),
            )

**The form** has a plain QWidget as its root, layouts throughout, and no icons, style sheets, sizes or connections.
Objects are named ``<what>_<kind>``; the end of a name says how it is dressed (``forms.LOOKS``): ``_label`` stands
above a field and has it as its buddy, ``_title`` and ``_heading`` head the page and its parts, ``_note`` is read
second, ``_error`` (under a field) is filled by ``widgets.wrong.mark``, ``_card``, ``_badge``, ``_figure`` and ``_link``
look so. A list without titles, or a text that changes, is ``_value``. Widgets of our own (``gui/widgets``) are named in
the form's ``customwidgets`` with the module as header. Page margins are 24, spacing is 8, 16 or 24.

**What the base class does**: ``refresh(None)`` at the first showing; ``refresh(change)`` after each command of any page
(a hidden page is read again when it is shown). ``retranslate`` sets anew the texts that the page itself has set; the
form's own change by themselves. ``ready()`` tells that what it shows has been read: then a kept draft is filled in
through ``restore_draft``; ``hold_draft`` answers what is unsaved, at a lock, once a minute and at the end.

**Slow work** never runs on the window's thread::

    self.ask(lambda: people.view(office, number), self._show, latest="person")         # a question
    self.act(lambda: cases.save(office, edits), said=_("Saved."), undo=lambda change: undoing.take_back(office,
             change.seq))                                                              # a command, with undo
    self.do_long(_("Taking over the list"), lambda progress: ..., self._done)          # with progress and cancel

Take ``office = self.office`` before: after a lock it is another one, and work must not ask the page. Errors show
themselves in the bar at the head of the page; ``failed=`` takes them (``wrong.mark`` beside the field they are about).

**Going elsewhere**: ``self.desk.open_case(number, "consents")``, ``open_person``, ``open_page("cases", state)`` (it
arrives in ``arrive``), ``toast(...)`` for what is done, ``show_message`` for what must be read, ``help()``. What
cannot be undone is asked with ``dialogs.question.sure``; files by ``dialogs.files``.

**Privacy**: ``blank(True)`` hides what a visitor need not read and answers True; without it the window covers the page.

**Looks**: ``theme.dress(widget, Look…)``, ``icons.icon("airplane-takeoff")`` (Phosphor names), ``theme.px(8)`` for
lengths, ``theme.colour("muted")`` and ``fonts.font(Size.SMALL, Weight.STRONG)`` where something paints itself.

At last the page is named in ``registry.PAGES``.
"""
