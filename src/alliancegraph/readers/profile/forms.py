"""The labels of profile pages and what they are called, German and English; documented in docs/reading.md.

A form that ends in "/in" stands for the words for a man, a woman and several. What words are added to a form ("Ihre …",
"… des Bündnisses", "Netzwerk…") is grammar, and stands in `labels.py`.
"""

from __future__ import annotations

from alliancegraph.readers.profile.prose import phrases

LABELS: dict[str, tuple[str, ...]] = {
    "name": phrases("""Name; Bündnisname; Bezeichnung; Name des Bündnisses; Name of the alliance"""),
    "contact": phrases(
        """
        Kontakt; Kontaktdaten; Pressekontakt; Kontaktadresse; Kontaktinformationen; Kontakt und Ansprechpartner/in;
        So erreichen Sie uns; Wie erreichen Sie uns; Wie Sie uns erreichen; Kontaktmöglichkeiten; Koordination;
        Koordinierung; Koordinierungsstelle; Koordinationsstelle; Kontaktstelle; Anlaufstelle; Kontakt über;
        Kontakt zum Bündnis; Geschäftsstelle; Geschäftsführende Stelle; Servicebüro; Büro des Bündnisses; Bündnisbüro;
        Vorstand; Koordinatorenteam; Koordinationsteam; Koordinierungsteam; Contact; Contact us; Contact details;
        How to reach us
        """
    ),
    "person": phrases(
        """
        Ansprechpartner/in; Ansprechpartner und Ansprechpartnerinnen; Ansprechpartnerinnen und Ansprechpartner;
        Ansprechperson; Ansprechpersonen; Ansprechperson(en); Kontaktperson; Kontaktpersonen; Kontaktperson(en);
        Koordinator/in; Stellvertreter/in; Stellvertretung; Stellv.; Vertretung; Leitung; Leiter/in; Sprecher/in;
        Geschäftsführung; Contact person; Contact persons; Coordinator
        """
    ),
    "address": phrases(
        """
        Adresse; Anschrift; Postanschrift; Postadresse; Hausanschrift; Besucheradresse; Büro; Sitz; Besucheranschrift;
        Besuchsadresse; Hausadresse; Büroanschrift; Standort; Straße; PLZ/Ort; PLZ; Postleitzahl; Ort; PLZ und Ort;
        Straße, PLZ, Ort; Straße, Nr.; Straße und Nr.; Straße, Hausnummer; Straße und Hausnummer; Hausnummer; Hausnr.;
        Land; Institution; Einrichtung; Dienststelle; Address; Postal address; Street; Postcode; Town; City
        """
    ),
    "role": phrases("""Funktion; Position; Tätigkeit; Rolle; Role"""),
    "telephone": phrases(
        """
        Telefon; Tel.; Telef.; Fon; Tel.-Nr.; Telefonnummer; Telefon-Nr.; Rufnummer; Ruf; Phone; Telephone; Festnetz;
        Zentrale; Telefonzentrale; Telefon dienstlich; Tel. dienstlich; Durchwahl; Hotline; Servicetelefon;
        Bürgertelefon; Telefonisch; Telefonisch unter; Telefonisch erreichbar unter; T
        """
    ),
    "fax": phrases("""Fax; Telefax; Fax-Nr.; Faxnummer; Telefax-Nr.; Telefaxnummer; F"""),
    "mobile": phrases(
        """
        Mobil; Handy; Mobiltelefon; Funk; Handynummer; Mobilnummer; Mobilfunk; Handynr.; Mobil-Nr.; Mobilfunknummer;
        Mobile; Cell phone; WhatsApp; M
        """
    ),
    "telephone-and-fax": phrases(
        """
        Tel./Fax; Telefon/Fax; Telefon/Telefax; Telefon und Fax; Tel. und Fax; Tel. + Fax; Fon/Fax
        """
    ),
    "email": phrases(
        """
        E-Mail; Mail-Adresse; Mail; E-Mail-Adresse; Mailadresse; E-Post; E-Mail an; per E-Mail; per E-Mail an;
        E-Mail-Kontakt; Mailkontakt; E; Elektronische Post; E-Mail schreiben; E-Mail senden; Mail an; E-Mail address
        """
    ),
    "website": phrases(
        """
        Homepage; Website; Webseite; Internet; Internetseite; Internetadresse; Internetauftritt; Web; Webadresse; WWW;
        URL; Im Internet; Im Netz; Netz; Link; Links; Onlineauftritt; Facebook; Instagram; Social Media
        """
    ),
    "profile": phrases(
        """
        Profil; Profil des Bündnisses; Bündnis auf einen Blick; Auf einen Blick; Steckbrief; Kurzprofil;
        Daten und Fakten; Zahlen und Fakten; Profile; At a glance; Facts and figures
        """
    ),
    "founded": phrases(
        """
        Gründungsjahr; Gegründet; Gründung; Gründungsdatum; Gegründet am; Gegründet im; Gegründet im Jahr;
        Bündnisgründung; Bündnis gegründet; Bündnis seit; Besteht seit; Gründungstag; Jahr der Gründung;
        Datum der Gründung; Gründung am; Bestehen seit; Aktiv seit; Founded; Founded in; Established; Established in;
        Year of foundation
        """
    ),
    "partners": phrases(
        """
        Partner/in; Partner im Bündnis; Partnerinnen und -partner; Partnerinnen und Partner; Mitglieder;
        Kooperationspartner/in; Akteur/in; Akteure; Akteurinnen und Akteure; Partnerkategorien;
        Kategorien der Bündnispartner/in; Kategorien; Beteiligte; Anzahl der Partner/in; Anzahl Partner/in;
        Zahl der Partner/in; Anzahl der Bündnispartner/in; Anzahl Bündnispartner/in; Zahl der Bündnispartner/in;
        Anzahl der Mitglieder; Zahl der Mitglieder; Anzahl Mitglieder; Mitgliederzahl; Mitgliederanzahl; Partnerzahl;
        Partneranzahl; Partner in folgenden Kategorien; Bündnispartner in folgenden Kategorien; Mitwirkende;
        Mitgliedsorganisationen; Partnerorganisationen; Mitgliedsbündnisse; Mitgliedseinrichtungen;
        Partner aus folgenden Bereichen; Bündnispartner aus folgenden Bereichen; Wer macht mit; Wer mitmacht;
        Wer ist dabei; Wer dabei ist; Mit dabei; Partners; Members; Number of partners; Number of members
        """
    ),
    "structure": phrases(
        """
        Organisation; Organisation des Bündnisses; Struktur; Organisationsstruktur; Arbeitsweise; Aufbau;
        Aufbau und Struktur; Struktur und Arbeitsweise; Organisation und Struktur; So arbeiten wir; Wie wir arbeiten;
        Wie arbeiten wir; Gremien; Arbeitsgruppen; Steuerungsgruppe; Structure; How we work
        """
    ),
    "focus-areas": phrases(
        """
        Schwerpunkte; Schwerpunkt; Arbeitsschwerpunkte; Schwerpunktthemen; Themen; Themenschwerpunkte; Handlungsfelder;
        Arbeitsfelder; Ziele; Ziel; Zielsetzung; Ziele und Schwerpunkte; Schwerpunkte und Ziele; Themenfelder;
        Aufgaben; Schwerpunkte der Arbeit; Inhaltliche Schwerpunkte; Aufgaben und Ziele; Ziele und Aufgaben;
        Kernthemen; Schwerpunktthema; Hauptthemen; Hauptschwerpunkte; Thema; Unsere Ziele;
        Aktuelle Schwerpunkte der Bündnisarbeit; Woran arbeiten wir; Woran wir arbeiten; Was wir wollen;
        Was wollen wir; Das wollen wir; Wir wollen; Was uns wichtig ist; Das ist uns wichtig; Anliegen; Focus areas;
        Main topics; Topics; Priorities; Objectives; Goals; Aims
        """
    ),
    "projects": phrases(
        """
        Projekte; Laufende und geplante Projekte; Laufend; Das machen wir; Was läuft; Was wir machen; Was machen wir;
        Was wir tun; Was tun wir; Das tun wir; Was wir bieten; Was bieten wir; Das bieten wir; Wir bieten;
        Wir bieten an
        """
    ),
    "past-projects": phrases(
        """
        Frühere Projekte; Das haben wir geschafft; Projektarchiv; Archiv; Rückblick; Abgeschlossen; Beendet;
        Was haben wir erreicht; Was wir erreicht haben; Das haben wir erreicht; Bisher erreicht; Erfolge
        """
    ),
    "planned-projects": phrases(
        """
        Geplante Projekte; Projektvorhaben; Vorhaben; Projektideen; Ausblick; Projekte in Planung; In Planung; Termine;
        Geplant; Was wir planen; Das planen wir; Das haben wir vor; Was haben wir vor; Was wir vorhaben; Dates
        """
    ),
    "description": phrases(
        """
        Selbstdarstellung; Über uns; Leitbild; Selbstverständnis; Wir über uns; Wer wir sind; Wer sind wir;
        Beschreibung; Kurzbeschreibung; Vorstellung; Kurzvorstellung; Über das Bündnis; Das Bündnis stellt sich vor;
        Bündnis stellt sich vor; Wir stellen uns vor; Kurzporträt; Porträt; Motto; Das sind wir; Leitspruch; Leitsatz;
        Slogan; Hintergrund; Entstehung; Geschichte; Was uns auszeichnet; About us; About the alliance; Who we are;
        Description; Background; Mission
        """
    ),
    "opening-hours": phrases(
        """
        Öffnungszeiten; Sprechzeiten; Sprechstunde; Sprechstunden; Beratungszeiten; Bürozeiten; Telefonzeiten;
        Servicezeiten; Telefonische Sprechzeiten; Telefonische Beratungszeiten; Telefonische Erreichbarkeit;
        Erreichbarkeit; Sie erreichen uns; Geschäftszeiten; Sprechzeit; Öffnungszeit; Beratungszeit; Sprechtag;
        Sprechtage; Geöffnet; Offen; Opening hours; Office hours; Hours
        """
    ),
    "parent": phrases(
        """
        Träger; Trägerschaft; In Trägerschaft von; In der Trägerschaft von; Rechtsträger; Träger des Bündnisses
        """
    ),
    "funder": phrases(
        """
        Förderer; Gefördert von; Gefördert durch; Gefördert vom; Förderung durch; Mit Unterstützung von;
        Finanziert durch; Funded by; Supported by
        """
    ),
    "county": phrases("""Landkreis; Kreis; Kreisfreie Stadt"""),
    "heading": phrases(
        """
        Lokale Bündnisse für Familie; Lokale Bündnisse; Übersicht der Bündnisse; Bündnisse im Überblick; Aktuelles;
        Neuigkeiten; Bildergalerie; Impressionen; Logo; News
        """
    ),
    "credit": phrases(
        """
        Foto; Fotos; Bild; Bilder; Bildnachweis; Bildquelle; Fotonachweis; Fotograf/in; Photo; Image credit
        """
    ),
    "revision": phrases(
        """
        Stand; Stand der Angaben; Letzte Aktualisierung; Letzte Änderung; Aktualisiert am; Zuletzt aktualisiert;
        Zuletzt geändert; Last updated
        """
    ),
    "imprint": phrases(
        """
        Impressum; Herausgeber/in; Redaktion; Webredaktion; Anbieter; Diensteanbieter; Verantwortlich;
        Verantwortlich für den Inhalt; Verantwortlich im Sinne des Presserechts; V. i. S. d. P.; Webmaster;
        Angaben gemäß § 5 TMG; Angaben gemäß § 5 DDG; Imprint; Publisher
        """
    ),
    "navigation": phrases(
        """
        Startseite; Datenschutz; Datenschutzerklärung; Barrierefreiheit; Seite drucken; Drucken; Nach oben;
        Seite empfehlen; Zum Inhalt springen; Zum Inhalt; Zum Seitenanfang; Zurück; Zurück zur Übersicht;
        Zur Übersicht; Weiterlesen; Mehr; Mehr erfahren; Sitemap; Suche; Menü; Teilen; Home; Privacy; Print; Back;
        Read more
        """
    ),
}
"""The forms of each label."""

VALUED = frozenset(LABELS) - {"name", "contact", "profile", "heading", "credit", "revision", "imprint", "navigation"}
"""Labels that promise a value; the others only head what follows."""

SYMBOLS = {"☎": "telephone", "☏": "telephone", "✆": "telephone", "📞": "telephone", "📱": "mobile", "📠": "fax",
           "🖷": "fax", "✉": "email", "🖂": "email", "📧": "email", "🌐": "website", "📍": "address"}  # fmt: skip
"""Signs that stand for labels."""

CONTACT = frozenset({"telephone", "fax", "mobile", "telephone-and-fax", "email", "website", "opening-hours"})
"""Labels of what a contact point is reached by."""

OFFICE = CONTACT | {"contact", "person", "role", "address", "name"}
"""Labels that contact points are written under: a line below one that shows a person's name is a contact."""
