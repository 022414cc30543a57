"""The tables of what the office keeps beside its cases: its own rates and lists, partners, programmes, trainings."""

from returnhelp.domain import office_tables, registers, survey_instruments
from returnhelp.storage.table_parts import record_table

office_entries = record_table(
    "office_entries", office_tables.Entry, long=("source", "withdrawn_reason"), index=("table",)
)
instruments = record_table("instruments", survey_instruments.Loaded)

programmes = record_table("programmes", registers.Programme, long=("note",))
partners = record_table("partners", registers.Partner, long=("contact", "note"))
fact_sheets = record_table("fact_sheets", registers.FactSheet, long=("text",), index=("country",))
structural_projects = record_table("structural_projects", registers.StructuralProject, long=("outputs", "note"))
trainings = record_table("trainings", registers.Training, long=("note",), index=("held_on",))
participants = record_table("participants", registers.Participants)
information_requests = record_table(
    "information_requests", registers.InformationRequest, long=("question", "answer"), index=("received_on",)
)
