CREATE TABLE deadline_rows (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    person_id INTEGER,
    due_on DATE NOT NULL,
    met_on DATE,
    CONSTRAINT pk_deadline_rows PRIMARY KEY (id)
);

CREATE INDEX ix_deadline_rows_case_id ON deadline_rows (case_id);

CREATE INDEX ix_deadline_rows_open ON deadline_rows (met_on, due_on, case_id);

CREATE TABLE fact_sheets (
    id INTEGER NOT NULL,
    country INTEGER NOT NULL,
    title VARCHAR(400) NOT NULL,
    topic VARCHAR(400) NOT NULL,
    as_of DATE,
    source VARCHAR(400) NOT NULL,
    text TEXT NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    deleted_by INTEGER,
    CONSTRAINT pk_fact_sheets PRIMARY KEY (id)
);

CREATE INDEX ix_fact_sheets_country ON fact_sheets (country);

CREATE TABLE information_requests (
    id INTEGER NOT NULL,
    received_on DATE,
    channel VARCHAR(400) NOT NULL,
    requester VARCHAR(40) NOT NULL,
    topic VARCHAR(40) NOT NULL,
    country INTEGER,
    language VARCHAR(400) NOT NULL,
    question TEXT NOT NULL,
    answer TEXT NOT NULL,
    answered_on DATE,
    passed_to VARCHAR(400) NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    deleted_by INTEGER,
    CONSTRAINT pk_information_requests PRIMARY KEY (id)
);

CREATE INDEX ix_information_requests_received_on ON information_requests (received_on);

CREATE TABLE instruments (
    id INTEGER NOT NULL,
    instrument VARCHAR(400) NOT NULL,
    content BLOB NOT NULL,
    loaded_at DATETIME NOT NULL,
    by_user_id INTEGER NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    deleted_by INTEGER,
    CONSTRAINT pk_instruments PRIMARY KEY (id)
);

CREATE TABLE office_entries (
    id INTEGER NOT NULL,
    "table" VARCHAR(40) NOT NULL,
    "values" JSON NOT NULL,
    valid_from DATE NOT NULL,
    valid_to DATE,
    source TEXT NOT NULL,
    verified_by VARCHAR(400) NOT NULL,
    verified_on DATE,
    entered_by INTEGER NOT NULL,
    entered_at DATETIME NOT NULL,
    confirmed_by INTEGER,
    confirmed_at DATETIME,
    withdrawn_by INTEGER,
    withdrawn_at DATETIME,
    withdrawn_reason TEXT NOT NULL,
    CONSTRAINT pk_office_entries PRIMARY KEY (id)
);

CREATE INDEX ix_office_entries_table ON office_entries ("table");

CREATE TABLE partners (
    id INTEGER NOT NULL,
    name VARCHAR(400) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    country INTEGER,
    place VARCHAR(400) NOT NULL,
    contact TEXT NOT NULL,
    phone VARCHAR(400) NOT NULL,
    email VARCHAR(400) NOT NULL,
    agreement_until DATE,
    active BOOLEAN NOT NULL,
    note TEXT NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    deleted_by INTEGER,
    CONSTRAINT pk_partners PRIMARY KEY (id)
);

CREATE TABLE programmes (
    id INTEGER NOT NULL,
    name VARCHAR(400) NOT NULL,
    code VARCHAR(400) NOT NULL,
    countries JSON NOT NULL,
    application_before DATE,
    target_groups JSON NOT NULL,
    valid_from DATE,
    valid_to DATE,
    currency VARCHAR(400) NOT NULL,
    partner_ids JSON NOT NULL,
    donor VARCHAR(400) NOT NULL,
    monitoring_months JSON NOT NULL,
    budget INTEGER,
    note TEXT NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    deleted_by INTEGER,
    CONSTRAINT pk_programmes PRIMARY KEY (id)
);

CREATE TABLE structural_projects (
    id INTEGER NOT NULL,
    title VARCHAR(400) NOT NULL,
    country INTEGER,
    place VARCHAR(400) NOT NULL,
    sector VARCHAR(40) NOT NULL,
    state VARCHAR(40) NOT NULL,
    donor VARCHAR(400) NOT NULL,
    partner_id INTEGER,
    budget INTEGER,
    spent INTEGER,
    currency VARCHAR(400) NOT NULL,
    decided_on DATE,
    decided_by VARCHAR(400) NOT NULL,
    starts_on DATE,
    ends_on DATE,
    beneficiaries_planned INTEGER,
    beneficiaries_local INTEGER,
    beneficiaries_returned INTEGER,
    outputs TEXT NOT NULL,
    note TEXT NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    deleted_by INTEGER,
    CONSTRAINT pk_structural_projects PRIMARY KEY (id)
);

CREATE TABLE trainings (
    id INTEGER NOT NULL,
    title VARCHAR(400) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    held_on DATE,
    until DATE,
    place VARCHAR(400) NOT NULL,
    country INTEGER,
    topic VARCHAR(400) NOT NULL,
    hours INTEGER,
    trainers VARCHAR(400) NOT NULL,
    donor VARCHAR(400) NOT NULL,
    answers INTEGER,
    evaluation INTEGER,
    note TEXT NOT NULL,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    deleted_by INTEGER,
    CONSTRAINT pk_trainings PRIMARY KEY (id)
);

CREATE INDEX ix_trainings_held_on ON trainings (held_on);

CREATE TABLE participants (
    id INTEGER NOT NULL,
    organisation VARCHAR(40) NOT NULL,
    country INTEGER,
    women INTEGER,
    men INTEGER,
    others INTEGER,
    training_id INTEGER NOT NULL,
    CONSTRAINT pk_participants PRIMARY KEY (id),
    CONSTRAINT fk_participants_training_id FOREIGN KEY(training_id) REFERENCES trainings (id)
);

CREATE INDEX ix_participants_training_id ON participants (training_id);

CREATE TABLE arrangements (
    id INTEGER NOT NULL,
    person_id INTEGER,
    helps JSON NOT NULL,
    needs JSON NOT NULL,
    baggage_pieces INTEGER,
    baggage_kilograms INTEGER,
    final_destination VARCHAR(400) NOT NULL,
    met_by VARCHAR(400) NOT NULL,
    met_by_phone VARCHAR(400) NOT NULL,
    carrier_told_on DATE,
    mission_told_on DATE,
    note TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_arrangements PRIMARY KEY (id),
    CONSTRAINT fk_arrangements_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_arrangements_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_arrangements_case_id ON arrangements (case_id);

CREATE INDEX ix_arrangements_person_id ON arrangements (person_id);

CREATE TABLE budget_lines (
    id INTEGER NOT NULL,
    project_id INTEGER NOT NULL,
    item VARCHAR(400) NOT NULL,
    amount INTEGER,
    currency VARCHAR(400) NOT NULL,
    own_share INTEGER,
    note TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_budget_lines PRIMARY KEY (id),
    CONSTRAINT fk_budget_lines_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_budget_lines_case_id ON budget_lines (case_id);

CREATE TABLE clearances (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    asked_on DATE,
    examined_on DATE,
    result VARCHAR(400) NOT NULL,
    valid_until DATE,
    doctor VARCHAR(400) NOT NULL,
    conditions TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_clearances PRIMARY KEY (id),
    CONSTRAINT fk_clearances_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_clearances_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_clearances_case_id ON clearances (case_id);

CREATE INDEX ix_clearances_person_id ON clearances (person_id);

CREATE TABLE data_requests (
    id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    person_id INTEGER,
    received_on DATE,
    fee_announced_on DATE,
    fee_confirmed_on DATE,
    extended_to DATE,
    answered_on DATE,
    note TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_data_requests PRIMARY KEY (id),
    CONSTRAINT fk_data_requests_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_data_requests_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_data_requests_case_id ON data_requests (case_id);

CREATE INDEX ix_data_requests_person_id ON data_requests (person_id);

CREATE TABLE entry_visas (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    relation VARCHAR(40) NOT NULL,
    number VARCHAR(400) NOT NULL,
    valid_from DATE,
    valid_until DATE,
    copy_received_on DATE,
    exit_visa_needed BOOLEAN NOT NULL,
    exit_visa_on DATE,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_entry_visas PRIMARY KEY (id),
    CONSTRAINT fk_entry_visas_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_entry_visas_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_entry_visas_case_id ON entry_visas (case_id);

CREATE INDEX ix_entry_visas_person_id ON entry_visas (person_id);

CREATE TABLE escorts (
    id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    person_id INTEGER,
    name VARCHAR(400) NOT NULL,
    organisation VARCHAR(400) NOT NULL,
    from_place VARCHAR(400) NOT NULL,
    to_place VARCHAR(400) NOT NULL,
    ordered_on DATE,
    confirmed_on DATE,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_escorts PRIMARY KEY (id),
    CONSTRAINT fk_escorts_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_escorts_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_escorts_case_id ON escorts (case_id);

CREATE INDEX ix_escorts_person_id ON escorts (person_id);

CREATE TABLE kinship_tests (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    asked_by VARCHAR(400) NOT NULL,
    consent_on DATE,
    laboratory VARCHAR(400) NOT NULL,
    sampled_on DATE,
    probability INTEGER,
    result_on DATE,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_kinship_tests PRIMARY KEY (id),
    CONSTRAINT fk_kinship_tests_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_kinship_tests_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_kinship_tests_case_id ON kinship_tests (case_id);

CREATE INDEX ix_kinship_tests_person_id ON kinship_tests (person_id);

CREATE TABLE ledger (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    act VARCHAR(40) NOT NULL,
    source VARCHAR(40) NOT NULL,
    target VARCHAR(40) NOT NULL,
    amount INTEGER NOT NULL,
    currency VARCHAR(400) NOT NULL,
    happened_on DATE NOT NULL,
    recorded_at DATETIME NOT NULL,
    by_user_id INTEGER,
    payment_id INTEGER,
    reference VARCHAR(400) NOT NULL,
    reason TEXT NOT NULL,
    origin VARCHAR(40) NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_ledger PRIMARY KEY (id),
    CONSTRAINT fk_ledger_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_ledger_case_id ON ledger (case_id);

CREATE INDEX ix_ledger_line_id ON ledger (line_id);

CREATE TABLE legs (
    id INTEGER NOT NULL,
    position INTEGER NOT NULL,
    mode VARCHAR(40) NOT NULL,
    carrier VARCHAR(400) NOT NULL,
    number VARCHAR(400) NOT NULL,
    from_place VARCHAR(400) NOT NULL,
    to_place VARCHAR(400) NOT NULL,
    departs_on DATE,
    departs_at VARCHAR(400) NOT NULL,
    arrives_on DATE,
    arrives_at VARCHAR(400) NOT NULL,
    booked_by VARCHAR(40) NOT NULL,
    booking_reference VARCHAR(400) NOT NULL,
    booked_on DATE,
    outcome VARCHAR(40) NOT NULL,
    cancellation_cost INTEGER,
    note TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_legs PRIMARY KEY (id),
    CONSTRAINT fk_legs_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_legs_case_id ON legs (case_id);

CREATE INDEX ix_legs_departs_on ON legs (departs_on);

CREATE TABLE minor_care (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    guardian_name VARCHAR(400) NOT NULL,
    guardian_contact TEXT NOT NULL,
    guardian_consent_on DATE,
    assessment VARCHAR(40),
    assessed_on DATE,
    assessed_by VARCHAR(400) NOT NULL,
    best_interest VARCHAR(40),
    best_interest_on DATE,
    receiving_name VARCHAR(400) NOT NULL,
    receiving_relation VARCHAR(40),
    receiving_address TEXT NOT NULL,
    receiving_phone VARCHAR(400) NOT NULL,
    receiving_confirmed_on DATE,
    airline_service BOOLEAN NOT NULL,
    handed_over_on DATE,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_minor_care PRIMARY KEY (id),
    CONSTRAINT fk_minor_care_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_minor_care_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_minor_care_case_id ON minor_care (case_id);

CREATE INDEX ix_minor_care_person_id ON minor_care (person_id);

CREATE TABLE paper_requests (
    id INTEGER NOT NULL,
    kind VARCHAR(400) NOT NULL,
    person_id INTEGER,
    authority VARCHAR(400) NOT NULL,
    requested_on DATE,
    received_on DATE,
    cost INTEGER,
    note TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_paper_requests PRIMARY KEY (id),
    CONSTRAINT fk_paper_requests_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_paper_requests_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_paper_requests_case_id ON paper_requests (case_id);

CREATE INDEX ix_paper_requests_person_id ON paper_requests (person_id);

CREATE TABLE payments (
    id INTEGER NOT NULL,
    line_id INTEGER NOT NULL,
    amount INTEGER NOT NULL,
    currency VARCHAR(400) NOT NULL,
    charged INTEGER NOT NULL,
    rate VARCHAR(400) NOT NULL,
    rate_on DATE,
    number INTEGER NOT NULL,
    state VARCHAR(40) NOT NULL,
    person_id INTEGER,
    payee VARCHAR(400) NOT NULL,
    place VARCHAR(40) NOT NULL,
    payer VARCHAR(40) NOT NULL,
    planned_on DATE,
    approved_on DATE,
    approved_by INTEGER,
    second_approval_by INTEGER,
    paid_on DATE,
    receipt_number VARCHAR(400) NOT NULL,
    signed_on DATE,
    evidence VARCHAR(400) NOT NULL,
    evidence_on DATE,
    void_reason TEXT NOT NULL,
    voided_on DATE,
    entered_by INTEGER,
    note TEXT NOT NULL,
    origin VARCHAR(40) NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_payments PRIMARY KEY (id),
    CONSTRAINT fk_payments_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_payments_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_payments_case_id ON payments (case_id);

CREATE INDEX ix_payments_line_id ON payments (line_id);

CREATE INDEX ix_payments_paid_on ON payments (paid_on);

CREATE INDEX ix_payments_person_id ON payments (person_id);

CREATE INDEX ix_payments_planned ON payments (state, planned_on);

CREATE TABLE plan_activities (
    id INTEGER NOT NULL,
    project_id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    dimension VARCHAR(40) NOT NULL,
    level VARCHAR(40) NOT NULL,
    modality VARCHAR(40) NOT NULL,
    provider VARCHAR(400) NOT NULL,
    state VARCHAR(40) NOT NULL,
    starts_on DATE,
    ends_on DATE,
    delivered_on DATE,
    evidence VARCHAR(400) NOT NULL,
    note TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_plan_activities PRIMARY KEY (id),
    CONSTRAINT fk_plan_activities_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_plan_activities_case_id ON plan_activities (case_id);

CREATE TABLE plan_goals (
    id INTEGER NOT NULL,
    project_id INTEGER NOT NULL,
    goal VARCHAR(400) NOT NULL,
    due_on DATE,
    reached_on DATE,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_plan_goals PRIMARY KEY (id),
    CONSTRAINT fk_plan_goals_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_plan_goals_case_id ON plan_goals (case_id);

CREATE TABLE projects (
    id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    title VARCHAR(400) NOT NULL,
    person_id INTEGER,
    aid_line_id INTEGER,
    programme_id INTEGER,
    partner_id INTEGER,
    place VARCHAR(400) NOT NULL,
    idea TEXT NOT NULL,
    skills TEXT NOT NULL,
    market TEXT NOT NULL,
    state VARCHAR(40) NOT NULL,
    planned_on DATE,
    feasibility VARCHAR(40) NOT NULL,
    feasibility_on DATE,
    feasibility_note TEXT NOT NULL,
    approved_on DATE,
    approved_by VARCHAR(400) NOT NULL,
    started_on DATE,
    ended_on DATE,
    stopped_reason TEXT NOT NULL,
    late_reason TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_projects PRIMARY KEY (id),
    CONSTRAINT fk_projects_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_projects_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_projects_case_id ON projects (case_id);

CREATE INDEX ix_projects_person_id ON projects (person_id);

CREATE TABLE quotes (
    id INTEGER NOT NULL,
    project_id INTEGER NOT NULL,
    supplier VARCHAR(400) NOT NULL,
    item VARCHAR(400) NOT NULL,
    amount INTEGER,
    currency VARCHAR(400) NOT NULL,
    quoted_on DATE,
    chosen BOOLEAN NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_quotes PRIMARY KEY (id),
    CONSTRAINT fk_quotes_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_quotes_case_id ON quotes (case_id);

CREATE TABLE referrals (
    id INTEGER NOT NULL,
    direction VARCHAR(40) NOT NULL,
    organisation VARCHAR(400) NOT NULL,
    contact VARCHAR(400) NOT NULL,
    person_id INTEGER,
    reason VARCHAR(40) NOT NULL,
    sent_on DATE,
    consent_on DATE,
    without_consent_reason TEXT NOT NULL,
    answer_due_on DATE,
    answered_on DATE,
    outcome VARCHAR(40),
    data_given TEXT NOT NULL,
    note TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_referrals PRIMARY KEY (id),
    CONSTRAINT fk_referrals_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_referrals_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_referrals_case_id ON referrals (case_id);

CREATE INDEX ix_referrals_person_id ON referrals (person_id);

CREATE TABLE riat (
    id INTEGER NOT NULL,
    moment VARCHAR(40) NOT NULL,
    support VARCHAR(40) NOT NULL,
    reference VARCHAR(400) NOT NULL,
    partner_id INTEGER,
    consent_signed_on DATE,
    type_of_return VARCHAR(400) NOT NULL,
    assistance_needed TEXT NOT NULL,
    heard_from VARCHAR(400) NOT NULL,
    submitted_on DATE,
    arrival_confirmed_on DATE,
    plan_validated_on DATE,
    budget INTEGER,
    partner_feedback TEXT NOT NULL,
    activities_financed TEXT NOT NULL,
    final_budget INTEGER,
    final_meeting_on DATE,
    closed_on DATE,
    rejected_reason TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_riat PRIMARY KEY (id),
    CONSTRAINT fk_riat_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_riat_case_id ON riat (case_id);

CREATE TABLE rif_questions (
    id INTEGER NOT NULL,
    category VARCHAR(40) NOT NULL,
    question TEXT NOT NULL,
    country INTEGER,
    phase VARCHAR(40) NOT NULL,
    asked_on DATE,
    asked_by VARCHAR(400) NOT NULL,
    forwarded_on DATE,
    answered_on DATE,
    returned_on DATE,
    answer TEXT NOT NULL,
    complete BOOLEAN NOT NULL,
    warned_words VARCHAR(400) NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_rif_questions PRIMARY KEY (id),
    CONSTRAINT fk_rif_questions_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_rif_questions_case_id ON rif_questions (case_id);

CREATE TABLE rule_answers (
    id INTEGER NOT NULL,
    rule VARCHAR(40) NOT NULL,
    outcome VARCHAR(40) NOT NULL,
    person_id INTEGER,
    evidence TEXT NOT NULL,
    reference VARCHAR(400) NOT NULL,
    reason TEXT NOT NULL,
    law_version VARCHAR(400) NOT NULL,
    decided_on DATE,
    answered_at DATETIME,
    by_user_id INTEGER,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_rule_answers PRIMARY KEY (id),
    CONSTRAINT fk_rule_answers_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_rule_answers_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_rule_answers_case_id ON rule_answers (case_id);

CREATE INDEX ix_rule_answers_person_id ON rule_answers (person_id);

CREATE TABLE sealed_records (
    id INTEGER NOT NULL,
    kind VARCHAR(40) NOT NULL,
    sealed BLOB NOT NULL,
    written_at DATETIME NOT NULL,
    person_id INTEGER,
    by_user_id INTEGER,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_sealed_records PRIMARY KEY (id),
    CONSTRAINT fk_sealed_records_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_sealed_records_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_sealed_records_case_id ON sealed_records (case_id);

CREATE INDEX ix_sealed_records_person_id ON sealed_records (person_id);

CREATE TABLE sponsors (
    id INTEGER NOT NULL,
    name VARCHAR(400) NOT NULL,
    status VARCHAR(40) NOT NULL,
    basis VARCHAR(40) NOT NULL,
    canton VARCHAR(400),
    phone VARCHAR(400) NOT NULL,
    address TEXT NOT NULL,
    right_since DATE,
    applied_on DATE,
    decided_on DATE,
    decision_reference VARCHAR(400) NOT NULL,
    costs_borne_by VARCHAR(40),
    costs_confirmed_on DATE,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_sponsors PRIMARY KEY (id),
    CONSTRAINT fk_sponsors_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_sponsors_case_id ON sponsors (case_id);

CREATE TABLE surveys (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    instrument VARCHAR(400) NOT NULL,
    instrument_version VARCHAR(400) NOT NULL,
    taken_on DATE NOT NULL,
    occasion VARCHAR(40) NOT NULL,
    method VARCHAR(40) NOT NULL,
    answers JSON NOT NULL,
    note TEXT NOT NULL,
    by_user_id INTEGER,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_surveys PRIMARY KEY (id),
    CONSTRAINT fk_surveys_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_surveys_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_surveys_case_id ON surveys (case_id);

CREATE INDEX ix_surveys_person_id ON surveys (person_id);

CREATE TABLE trafficking (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    basis VARCHAR(40) NOT NULL,
    status VARCHAR(40) NOT NULL,
    identified_by VARCHAR(40),
    identified_on DATE,
    referred_by VARCHAR(40),
    referred_on DATE,
    exploitation JSON NOT NULL,
    exploited_in VARCHAR(40),
    country_of_exploitation INTEGER,
    months INTEGER,
    age_when_trafficked INTEGER,
    reflection_from DATE,
    reflection_until DATE,
    proceedings BOOLEAN NOT NULL,
    risk_assessed_on DATE,
    risk_level VARCHAR(40),
    partner_id INTEGER,
    htcds_status VARCHAR(40) NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_trafficking PRIMARY KEY (id),
    CONSTRAINT fk_trafficking_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_trafficking_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_trafficking_case_id ON trafficking (case_id);

CREATE INDEX ix_trafficking_person_id ON trafficking (person_id);

CREATE TABLE visits (
    id INTEGER NOT NULL,
    due_on DATE,
    done_on DATE,
    person_id INTEGER,
    project_id INTEGER,
    method VARCHAR(40) NOT NULL,
    outcome VARCHAR(40),
    income INTEGER,
    currency VARCHAR(400) NOT NULL,
    intention VARCHAR(40),
    by_whom VARCHAR(400) NOT NULL,
    note TEXT NOT NULL,
    case_id INTEGER NOT NULL,
    CONSTRAINT pk_visits PRIMARY KEY (id),
    CONSTRAINT fk_visits_person_id FOREIGN KEY(person_id) REFERENCES people (id),
    CONSTRAINT fk_visits_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE INDEX ix_visits_case_id ON visits (case_id);

CREATE INDEX ix_visits_due_on ON visits (due_on);

CREATE INDEX ix_visits_person_id ON visits (person_id);

CREATE INDEX ix_visits_to_make ON visits (due_on, case_id) WHERE done_on IS NULL;

CREATE TABLE new_cases (
    id INTEGER NOT NULL,
    household_id INTEGER NOT NULL,
    number VARCHAR(40) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    opened_on DATE,
    route VARCHAR(40) NOT NULL,
    counselling_office VARCHAR(100) NOT NULL,
    canton VARCHAR(20),
    caseworker_id INTEGER,
    destination INTEGER,
    destination_kind VARCHAR(40) NOT NULL,
    programme VARCHAR(100) NOT NULL,
    programme_id INTEGER,
    permit VARCHAR(40) NOT NULL,
    procedure VARCHAR(40) NOT NULL,
    planned_departure DATE,
    airport VARCHAR(60) NOT NULL,
    flight VARCHAR(60) NOT NULL,
    fit_to_travel VARCHAR(40) NOT NULL,
    fit_to_travel_until DATE,
    restricted BOOLEAN NOT NULL,
    pseudonym VARCHAR(40) NOT NULL,
    third_state_stay_until DATE,
    centre_phase VARCHAR(40),
    in_detention BOOLEAN NOT NULL,
    detention_interview_on DATE,
    waiver_signed_on DATE,
    exit_reason VARCHAR(40),
    exit_condition VARCHAR(40),
    raised_aid_reason TEXT NOT NULL,
    raised_travel_reason TEXT NOT NULL,
    medical_months INTEGER,
    final_cure_possible BOOLEAN NOT NULL,
    summary TEXT NOT NULL,
    origin VARCHAR(40) NOT NULL,
    step VARCHAR(40) NOT NULL,
    step_since DATE,
    version INTEGER NOT NULL,
    deleted_at DATETIME,
    deleted_by INTEGER,
    CONSTRAINT pk_cases PRIMARY KEY (id),
    CONSTRAINT uq_cases_number UNIQUE (number),
    CONSTRAINT fk_cases_household_id FOREIGN KEY(household_id) REFERENCES households (id)
);

CREATE TABLE new_stays (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    permit VARCHAR(40) NOT NULL,
    procedure VARCHAR(40) NOT NULL,
    stage VARCHAR(40) NOT NULL,
    since DATE,
    departure_deadline DATE,
    notified_on DATE,
    dublin_consent_on DATE,
    preparation_ended_on DATE,
    CONSTRAINT pk_stays PRIMARY KEY (id),
    CONSTRAINT fk_stays_case_id FOREIGN KEY(case_id) REFERENCES cases (id)
);

CREATE TABLE new_aid_lines (
    id INTEGER NOT NULL,
    case_id INTEGER NOT NULL,
    person_id INTEGER,
    component VARCHAR(40) NOT NULL,
    project VARCHAR(40),
    currency VARCHAR(3) NOT NULL,
    requested INTEGER,
    requested_on DATE,
    decided INTEGER,
    decided_on DATE,
    decision_reference VARCHAR(100) NOT NULL,
    state VARCHAR(40) NOT NULL,
    conditions TEXT NOT NULL,
    refusal VARCHAR(40),
    above_ceiling_reason TEXT NOT NULL,
    paid INTEGER,
    paid_on DATE,
    calculation TEXT NOT NULL,
    article VARCHAR(100) NOT NULL,
    origin VARCHAR(40) NOT NULL,
    CONSTRAINT pk_aid_lines PRIMARY KEY (id),
    CONSTRAINT fk_aid_lines_case_id FOREIGN KEY(case_id) REFERENCES cases (id),
    CONSTRAINT fk_aid_lines_person_id FOREIGN KEY(person_id) REFERENCES people (id)
);
