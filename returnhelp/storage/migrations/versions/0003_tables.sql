CREATE TABLE statistics_ledger (
    number INTEGER NOT NULL,
    at DATETIME NOT NULL,
    by_user_id INTEGER NOT NULL,
    kind VARCHAR(20) NOT NULL,
    content TEXT NOT NULL,
    proof TEXT,
    previous VARCHAR(64) NOT NULL,
    hash VARCHAR(64) NOT NULL,
    CONSTRAINT pk_statistics_ledger PRIMARY KEY (number)
);

CREATE TABLE new_closings (
    id INTEGER NOT NULL,
    month DATE NOT NULL,
    closed_at DATETIME NOT NULL,
    by_user_id INTEGER NOT NULL,
    persons INTEGER,
    seal VARCHAR(64),
    CONSTRAINT pk_closings PRIMARY KEY (id),
    CONSTRAINT uq_closings_month UNIQUE (month)
);

CREATE TABLE new_frozen_departures (
    id INTEGER NOT NULL,
    month DATE NOT NULL,
    departed_in DATE NOT NULL,
    traveller_id INTEGER NOT NULL,
    dossier INTEGER NOT NULL,
    nationality VARCHAR(12),
    canton VARCHAR(20),
    sex VARCHAR(10) NOT NULL,
    age_group VARCHAR(10) NOT NULL,
    permit VARCHAR(10) NOT NULL,
    kind VARCHAR(40) NOT NULL,
    destination_kind VARCHAR(20) NOT NULL,
    vulnerable BOOLEAN NOT NULL,
    age VARCHAR(20) NOT NULL,
    assistance VARCHAR(20),
    stage VARCHAR(20),
    dimension VARCHAR(20),
    trafficking JSON,
    CONSTRAINT pk_frozen_departures PRIMARY KEY (id),
    CONSTRAINT uq_frozen_departures_traveller_id UNIQUE (traveller_id)
);

CREATE TABLE new_trafficking (
    id INTEGER NOT NULL,
    person_id INTEGER NOT NULL,
    basis VARCHAR(40) NOT NULL,
    status VARCHAR(40) NOT NULL,
    identified_by VARCHAR(40),
    identified_on DATE,
    referred_by VARCHAR(40),
    referred_on DATE,
    exploitation JSON NOT NULL,
    means JSON NOT NULL,
    labour_sectors JSON NOT NULL,
    sexual_types JSON NOT NULL,
    recruiters JSON NOT NULL,
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
