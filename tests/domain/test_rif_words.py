"""A question about work, housing or health passes; one that tells of asylum or asks about security is warned of."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from returnhelp.domain.rif_words import Found, asylum_words, languages

ALL = ("en", "de", "fr", "it")

PASS = {
    "en": [
        # medical
        "Is insulin available in Tbilisi, and does the health insurance pay for it? What does a month cost?",
        "She has a life-threatening allergy and had a cardiac arrest in 2023. Is there a cardiologist in Erbil?",
        "Can dialysis be done at the military hospital, and is it free for children under five?",
        "She is on a strict treatment regime after a threatened miscarriage.",
        # labour market
        "Can he secure a job as a security guard, and is a certificate needed for the security company?",
        "What does the labour law say about job security? Is there a policy for young people looking for work?",
        # housing
        "How high is the security deposit for a flat of two rooms, and what does the housing policy foresee?",
        "The family is threatened with eviction. Does the municipality offer a roof?",
        # education
        "Can the children go to school without papers? Is there a Protestant school nearby, with desert climate?",
        # social welfare
        "Which social security benefits can a single mother claim? What does the insurance policy cover?",
        "Is there a pension, and how is the social security number obtained? Is food security a problem?",
        # other
        "Does the Salvation Army run a shelter? How much is a bus from the airport, after the airport security?",
    ],
    "de": [
        "Ist Insulin in Tiflis erhältlich, und zahlt die Krankenversicherung? Gibt es ein Militärspital in der Nähe?",
        "Die Krankheit ist lebensbedrohlich. Was kostet die Behandlung, und welche Police der Krankenkasse braucht es?",
        "Er verfolgt das Ziel, einen Laden zu eröffnen. Welche Bewilligung ist mit Sicherheit nötig?",
        "Gibt es Arbeit im Sicherheitsdienst, und wie steht es um die Sicherheit am Arbeitsplatz?",
        "Braucht es eine Haftpflichtversicherung? Die Familie ist von Obdachlosigkeit bedroht.",
        "Können die Kinder die Ausbildung weiterverfolgen? Wird das Zeugnis anerkannt?",
        "Welche Leistungen der sozialen Sicherheit gibt es? Wie hoch ist die Altersrente der Sozialversicherung?",
        "Welche Versicherungspolice deckt den Brand? Was sieht die Sozialpolitik der Region für Alleinerziehende vor?",
        "Welche politische Gemeinde stellt die Geburtsurkunde aus? Hat die Heilsarmee dort ein Büro?",
        "Das Projekt, das sie verfolgt, ist eine Bäckerei. Wo liegt der Grossmarkt, wo die Haltestelle?",
    ],
    "fr": [
        "L’insuline est-elle disponible, et l’assurance maladie la rembourse-t-elle ? Quel régime alimentaire suivre ?",
        "Il souffre d’oppression thoracique. Y a-t-il un hôpital militaire ou un service national de santé à Dakar ?",
        "Peut-il travailler comme agent de sécurité ? Quelle est la politique de l’emploi, et la sécurité au travail ?",
        "Quel est le loyer d’un deux-pièces, et quelle est la politique du logement de la commune ?",
        "Les enfants peuvent-ils entrer à l’école en cours d’année ? Le régime d’études est-il reconnu ?",
        "Quelles prestations de la sécurité sociale une mère seule reçoit-elle ? Que couvre la police d’assurance ?",
        "La sécurité alimentaire est-elle assurée ? L’Armée du Salut a-t-elle un foyer ? Où est l’arrêt de bus ?",
    ],
    "it": [
        "L'insulina è disponibile, e l'assicurazione malattia la paga? C'è un ospedale militare in città?",
        "Ha avuto un arresto cardiaco ed è in pericolo di vita senza la cura. Quanto costa il farmaco?",
        "Vuole perseguire un obiettivo: aprire una sartoria. L'obiettivo è perseguito con impegno.",
        "Si trova lavoro come addetto alla sicurezza? Quali regole ci sono per la sicurezza sul lavoro?",
        "Quanto costa l'affitto e quale politica abitativa ha il comune? La famiglia è minacciata di sfratto.",
        "C'è un asilo nido vicino alla scuola, e quanto costa? Il diploma è riconosciuto?",
        "Quali prestazioni della sicurezza sociale riceve una madre sola? Che cosa copre la polizza?",
        "L'Esercito della Salvezza ha un dormitorio? Quali autobus partono dall'aeroporto?",
    ],
}

WARN = {
    "en": [
        ("His asylum application was rejected.", ["asylum"]),
        ("She sought refuge; now she is a refugee.", ["refugee"]),
        ("Will he be persecuted by the police?", ["persecuted", "police"]),
        ("What is the security situation in Herat?", ["security"]),
        ("Is it safe to return to the village?", ["safe to return"]),
        ("He was active in politics, for a political party.", ["politics", "political"]),
        ("He refused military service and deserted the ARMY.", ["military", "ARMY"]),
        ("He got death threats and was arrested and tortured.", ["death threats", "arrested", "tortured"]),
        ("Social security is fine, but is there security in town?", ["security"]),
        ("He holds an N permit.", ["N permit"]),
    ],
    "de": [
        ("Sein Asylgesuch wurde abgelehnt.", ["Asylgesuch"]),
        ("Sie wohnt im Bundesasylzentrum.", ["Bundesasylzentrum"]),
        ("Wird er politisch verfolgt?", ["politisch", "verfolgt"]),
        ("Verfolgung durch den Staat, Verfolgte", ["Verfolgung", "Verfolgte"]),
        ("Wie ist die Sicherheitslage? Wie die Sicherheit?", ["Sicherheitslage", "Sicherheit"]),
        ("Sucht ihn die Polizei? Der Polizist kam.", ["Polizei", "Polizist"]),
        ("Muss er Militärdienst leisten, oder MILITAERDIENST?", ["Militärdienst", "MILITAERDIENST"]),
        ("Er ist Flüchtling, sie Fluechtlingsfrau.", ["Flüchtling", "Fluechtlingsfrau"]),
        ("Er war in Haft, es gibt einen Haftbefehl.", ["in Haft", "Haftbefehl"]),
        ("Sie wird von der Familie bedroht.", ["bedroht"]),
    ],
    "fr": [
        ("Sa demande d’asile a été rejetée.", ["asile"]),
        ("A-t-il été persécuté ? PERSECUTION", ["persécuté", "PERSECUTION"]),
        ("Quelle est la situation sécuritaire, et la sécurité ?", ["sécuritaire", "sécurité"]),
        ("Ses opinions politiques, son activité politique", ["opinions politiques", "activité politique"]),
        ("La police le recherche ; il craint la prison.", ["police", "prison"]),
        ("Doit-il faire le service militaire dans l’armée ?", ["militaire", "armée"]),
        ("Elle est menacée par un groupe armé.", ["menacée", "groupe armé"]),
    ],
    "it": [
        ("La domanda d'asilo è stata respinta.", ["asilo"]),
        ("È stato perseguitato per motivi politici.", ["perseguitato", "motivi politici"]),
        ("Com'è la situazione di sicurezza?", ["sicurezza"]),
        ("La polizia lo cerca, i poliziotti sono venuti.", ["polizia", "poliziotti"]),
        ("Deve fare il servizio militare?", ["militare"]),
        ("È ricercato dall'esercito.", ["ricercato dall", "esercito"]),
        ("È una rifugiata, è stata minacciata.", ["rifugiata", "minacciata"]),
    ],
}


def words(text: str, *spoken: str) -> list[str]:
    return [found.word for found in asylum_words(text, spoken)]


def test_there_is_a_list_in_each_language_of_the_office():
    assert languages() == ALL


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in PASS.items() for text in texts])
def test_a_real_question_of_the_six_categories_passes(language, text):
    assert words(text, language) == []


@pytest.mark.parametrize(("language", "text"), [(code, text) for code, texts in PASS.items() for text in texts])
def test_it_passes_when_the_language_is_not_known(language, text):
    assert words(text, *ALL) == []


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(code, text, found) for code, cases in WARN.items() for text, found in cases]
)
def test_a_question_about_asylum_or_security_is_warned_of(language, text, expected):
    assert words(text, language) == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"), [(code, text, found) for code, cases in WARN.items() for text, found in cases]
)
def test_it_is_warned_of_whatever_language_is_named(language, text, expected):
    assert words(text, *ALL) == expected
    assert words(text, "ti") == expected, "a language without a list is looked for in all of them"


def test_a_word_is_found_where_it_stands():
    text = "Zürich: das Asyl."
    (found,) = asylum_words(text, ("de",))
    assert found == Found("Asyl", 12, 16)
    assert text[found.start : found.end] == found.word


@pytest.mark.parametrize(
    "text",
    ["ASYLUM", "asy\u00adlum", "a\u200bsylum", "ａｓｙｌｕｍ", "Asylum-seeker", "(asylum)", "x/asylum", "asylum's"],
)
def test_spelling_does_not_hide_a_word(text):
    assert len(asylum_words(text, ("en",))) == 1


def test_accents_do_not_matter_composed_or_not():
    for text in ("persécuté", "perse\u0301cute\u0301", "persecute"):
        (found,) = asylum_words(f"est {text}, dit-il", ("fr",))
        assert found.word == text


def test_part_of_another_word_is_not_a_word():
    text = "policy policies insurance secured insecure polices Versicherung assurance assicurazione armoire desert"
    assert words(text, "en", "it") == []


def test_nothing_is_found_in_nothing():
    assert asylum_words("", ALL) == ()
    assert asylum_words("\n \t", ()) == ()


@given(st.text(max_size=300))
def test_any_text_is_read_and_what_is_found_stands_in_it(text):
    last = 0
    for found in asylum_words(text, ALL):
        assert text[found.start : found.end] == found.word
        assert last <= found.start < found.end
        last = found.end


@pytest.mark.parametrize("text", ["verfolgt a b c " * 4000, "a" * 60_000, "verfolg " * 8000, "asyl" * 15_000])
def test_a_long_text_does_not_hold_anybody_up(text):
    before = time.perf_counter()
    asylum_words(text, ALL)
    assert time.perf_counter() - before < 5
