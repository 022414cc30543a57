-- What stood on a line of aid becomes its opening, as Ledger.opening enters what a list says: decided, the difference
-- where more was paid than decided, paid. A day that is not known is that of today in the entry, which says so.

INSERT INTO ledger (
    line_id, act, source, target, amount, currency, happened_on, recorded_at, by_user_id, payment_id, reference, reason,
    origin, case_id
)
SELECT
    line_id, 'opening', source, target, amount, currency, COALESCE(day, date('now', 'localtime')),
    strftime('%Y-%m-%d %H:%M:%f', 'now') || '000', NULL, NULL, '',
    CASE WHEN note <> '' THEN note WHEN day IS NULL THEN 'day_unknown' ELSE '' END, 'taken_over', case_id
FROM (
    SELECT
        id AS line_id, case_id, currency, 1 AS place, 'authority' AS source, 'decided' AS target, decided AS amount,
        decided_on AS day, '' AS note
    FROM aid_lines
    UNION ALL
    SELECT
        id, case_id, currency, 2, 'authority', 'decided', COALESCE(paid, 0) - MAX(COALESCE(decided, 0), 0),
        COALESCE(decided_on, paid_on), 'paid_above_decided'
    FROM aid_lines
    UNION ALL
    SELECT id, case_id, currency, 3, 'decided', 'paid', paid, paid_on, ''
    FROM aid_lines
)
WHERE amount > 0
ORDER BY line_id, place;

-- A sum below nothing moved no money; the line says in words what the list said.
UPDATE aid_lines SET
    calculation = TRIM(
        CASE WHEN decided < 0 THEN currency || ' ' || printf('%.2f', decided / 100.0) ELSE '' END || ' '
        || CASE WHEN paid < 0 THEN currency || ' ' || printf('%.2f', paid / 100.0) ELSE '' END
    )
WHERE decided < 0 OR paid < 0;

-- The line repeats what its ledger says.
UPDATE aid_lines SET
    decided = NULLIF(MAX(COALESCE(decided, 0), COALESCE(paid, 0), 0), 0),
    paid_on = CASE WHEN paid > 0 THEN paid_on END,
    paid = CASE WHEN paid > 0 THEN paid END,
    origin = 'taken_over',
    state = CASE
        WHEN COALESCE(decided, 0) <= 0 AND COALESCE(paid, 0) <= 0
            THEN CASE WHEN requested IS NULL THEN 'draft' ELSE 'requested' END
        WHEN requested IS NOT NULL AND MAX(COALESCE(decided, 0), COALESCE(paid, 0)) < requested THEN 'partly_granted'
        ELSE 'granted'
    END
WHERE decided IS NOT NULL OR paid IS NOT NULL;
