CREATE INDEX ix_cases_caseworker_id ON cases (caseworker_id);

CREATE INDEX ix_cases_deleted_at ON cases (deleted_at) WHERE deleted_at IS NOT NULL;

CREATE INDEX ix_cases_household_id ON cases (household_id);

CREATE INDEX ix_cases_planned_departure ON cases (planned_departure);

CREATE INDEX ix_stays_case_id ON stays (case_id);

CREATE INDEX ix_aid_lines_case_id ON aid_lines (case_id);

CREATE INDEX ix_aid_lines_decided_on ON aid_lines (decided_on);

CREATE INDEX ix_aid_lines_paid_on ON aid_lines (paid_on);

CREATE INDEX ix_aid_lines_person_id ON aid_lines (person_id);
