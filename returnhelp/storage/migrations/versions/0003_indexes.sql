CREATE INDEX ix_frozen_departures_month ON frozen_departures (month);

CREATE INDEX ix_trafficking_case_id ON trafficking (case_id);

CREATE INDEX ix_trafficking_person_id ON trafficking (person_id);

CREATE TRIGGER statistics_ledger_no_update BEFORE UPDATE ON statistics_ledger BEGIN SELECT RAISE(ABORT, 'statistics_ledger is append-only'); END;

CREATE TRIGGER statistics_ledger_no_delete BEFORE DELETE ON statistics_ledger BEGIN SELECT RAISE(ABORT, 'statistics_ledger is append-only'); END;
