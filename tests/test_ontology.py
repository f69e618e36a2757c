"""The vocabulary, the code lists and the JSON-LD context: whole, consistent, true to the vocabularies they lean on."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import owlrl
import pytest
from owlrl.Namespaces import ERRNS
from pyld import jsonld
from rdflib import (
    DCTERMS,
    FOAF,
    OWL,
    PROV,
    RDF,
    RDFS,
    SH,
    SKOS,
    VANN,
    VOID,
    XSD,
    BNode,
    Graph,
    Literal,
    Namespace,
    URIRef,
)
from rdflib.term import Node

import alliancegraph as ag
import catalogues
from alliancegraph import packaged, terms
from alliancegraph.resource import Literal as Text
from alliancegraph.resource import nodes
from strategies import rich_records

ONTOLOGY = packaged.folder("ontology")
HERE = Path(__file__).parent
SHARED = Path(__file__).parents[2] / "shared"
SCHEMA = Namespace("https://schema.org/")
NAMESPACE = URIRef(terms.BASE + "ns")
SCHEMES = {
    "partner-categories": terms.CATEGORIES,
    "focus-areas": terms.TOPICS,
    "activity-status": terms.STATUSES,
    "activity-kinds": terms.KINDS,
}
FILES = ["alliancegraph", *SCHEMES]
WITHOUT_DOMAIN = {terms.AG.order, terms.AG.profilePage, terms.AG.publicationBasis}  # their comments say why
PROPERTY_VOCABULARIES = [v for v in terms.VOCABULARIES if v not in (terms.RDF, terms.XSD, terms.SH, terms.GDPR)]
CONTEXTS = ["context.jsonld", "catalogue.jsonld"]
DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}

# What FOAF's own ontology says of the terms we touch; it lies in no judge's folder.
FOAF_AXIOMS = """
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix owl:  <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

foaf:Organization rdfs:subClassOf foaf:Agent ; owl:disjointWith foaf:Person, foaf:Document .
foaf:Project owl:disjointWith foaf:Person, foaf:Document .
foaf:primaryTopic a owl:FunctionalProperty ; rdfs:domain foaf:Document .
foaf:page rdfs:range foaf:Document .
foaf:homepage a owl:InverseFunctionalProperty ; rdfs:subPropertyOf foaf:page .
"""

# One of everything: two alliances that share a city's web site, an organisation, an office and its person, a project.
SAMPLE = """
@prefix ag:      <https://w3id.org/alliancegraph/ns#> .
@prefix dct:     <http://purl.org/dc/terms/> .
@prefix eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#> .
@prefix ex:      <https://example.org/id/> .
@prefix foaf:    <http://xmlns.com/foaf/0.1/> .
@prefix org:     <http://www.w3.org/ns/org#> .
@prefix prov:    <http://www.w3.org/ns/prov#> .
@prefix schema:  <https://schema.org/> .
@prefix vcard:   <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd:     <http://www.w3.org/2001/XMLSchema#> .

ex:alliance a ag:Alliance, schema:Organization, org:Organization ;
    schema:name "Bündnis Musterstadt"@de ; dct:identifier "musterstadt" ; foaf:page <https://stadt.example/> ;
    ag:profilePage <https://verzeichnis.example/1> ;
    ag:partnerCount 21 ; ag:partnerCountQualifier "about" ; ag:partnerCountAsOf "2020-05"^^xsd:gYearMonth ;
    ag:partnerCategory <https://w3id.org/alliancegraph/partner-categories#municipality> ;
    ag:structure "Arbeitsgruppen"@de ; org:hasMember ex:organization ; org:purpose ex:topic ;
    schema:contactPoint ex:office ; schema:knowsAbout ex:focus ; ag:activity ex:project, ex:course .
ex:other a ag:Alliance, schema:Organization, org:Organization ;
    schema:name "Bündnis Musterdorf"@de ; dct:identifier "musterdorf" ; foaf:page <https://stadt.example/> .
ex:organization a ag:Organization, schema:Organization, org:Organization ;
    ag:coordinates ex:alliance, ex:other ; org:subOrganizationOf ex:parent ;
    org:classification <https://w3id.org/alliancegraph/partner-categories#municipality> .
ex:parent a ag:Organization, schema:Organization, org:Organization .
ex:office a ag:ContactPoint, schema:ContactPoint, vcard:Kind, vcard:Organization ;
    vcard:fn "Stadt Musterstadt" ; vcard:hasEmail <mailto:info@musterstadt.example> ; ag:order 1 ;
    ag:departments "Amt 1\\nSachgebiet 2" ; ag:mobile "+491701234567" ; ag:contactPerson ex:person ;
    vcard:hasAddress ex:address ; schema:hoursAvailable ex:hours .
ex:address a vcard:Address ; ag:careOf "Rathaus" ; ag:postOfficeBox "1234" ; vcard:locality "Musterstadt" .
ex:hours a schema:OpeningHoursSpecification ; ag:openingHours "nach Vereinbarung" ; ag:order 1 .
ex:person a schema:Person, vcard:Individual, vcard:Kind ;
    vcard:fn "Erika Mustermann" ; schema:contactPoint ex:office ; ag:publicationBasis eu-gdpr:A6-1-a .
ex:focus a ag:FocusArea, schema:DefinedTerm ; ag:order 1 ;
    ag:topic <https://w3id.org/alliancegraph/focus-areas#integration> .
ex:project a ag:Activity, schema:Project ; ag:activityOf ex:alliance ; ag:order 1 ; ag:start "2008"^^xsd:gYear ;
    ag:activityKind <https://w3id.org/alliancegraph/activity-kinds#project> ; ag:end "2010-04-28"^^xsd:date ;
    ag:activityStatus <https://w3id.org/alliancegraph/activity-status#past> .
ex:course a ag:Activity, schema:Course ; ag:activityOf ex:alliance ; ag:order 2 .
ex:fair a ag:Activity, schema:Event ; ag:activityOf ex:organization .
ex:record a ag:Record, schema:DigitalDocument ; foaf:primaryTopic ex:alliance ;
    prov:wasDerivedFrom <https://verzeichnis.example/1> .
<https://verzeichnis.example/1> a schema:WebPage ; ag:retrieved "2026-11-21"^^xsd:date .
"""


@cache
def load(path: Path) -> Graph:
    return Graph().parse(path, format="turtle")


def ours(name: str) -> Graph:
    return load(ONTOLOGY / f"{name}.ttl")


@cache
def context(name: str = "context.jsonld") -> dict[str, str | dict[str, str]]:
    loaded: dict[str, str | dict[str, str]] = json.loads((ONTOLOGY / name).read_text("utf-8"))["@context"]
    return loaded


@pytest.fixture(scope="session")
def judges() -> Path:
    if not SHARED.is_dir():
        pytest.skip(f"{SHARED} holds the vocabularies to check against and is not here")
    return SHARED / "judges"


@pytest.fixture(scope="session")
def vocabularies(judges: Path) -> dict[str, set[str]]:
    """The terms that each vocabulary really has, by namespace."""

    def subjects(path: Path) -> set[str]:
        return {str(s) for s in load(path).subjects() if isinstance(s, URIRef)}

    privacy = subjects(HERE / "vocabularies" / "eu-gdpr-excerpt.ttl")
    portals = subjects(HERE / "vocabularies" / "portals-excerpt.ttl")
    german = {str(n) for path in (judges / "dcat-ap-de").glob("*.ttl") for triple in load(path) for n in triple}
    european = {str(n) for path in (judges / "dcat-ap").glob("*.ttl") for triple in load(path) for n in triple}
    bundled = (DCTERMS, FOAF, OWL, PROV, RDF, RDFS, SH, SKOS, VANN, VOID, XSD)
    return {
        str(SCHEMA): subjects(judges / "schemaorg" / "schemaorg-all-https.ttl"),
        terms.VCARD.namespace: subjects(judges / "vocabularies" / "vcard.ttl"),
        terms.ORG.namespace: subjects(judges / "vocabularies" / "org.ttl"),
        terms.DCAT.namespace: subjects(judges / "vocabularies" / "dcat.ttl"),
        terms.DCATAP.namespace: european,  # the German shapes bind the prefix to r5r#
        terms.DCATDE.namespace: german,
        terms.HYDRA.namespace: portals,
        terms.SPDX.namespace: portals,
        terms.GDPR.namespace: privacy,
        "https://w3id.org/dpv#": privacy,
        **{str(namespace): {str(term) for term in dir(namespace)} for namespace in bundled},
    }


@pytest.fixture(scope="session")
def closure(judges: Path) -> Graph:
    """All that OWL RL concludes from the vocabulary, vCard, ORG, FOAF's axioms and the sample."""
    graph = ours("alliancegraph") + load(judges / "vocabularies" / "vcard.ttl")
    graph += load(judges / "vocabularies" / "org.ttl")
    graph.parse(data=FOAF_AXIOMS, format="turtle").parse(data=SAMPLE, format="turtle")
    return expand(graph)


def expand(graph: Graph) -> Graph:
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(graph)
    return graph


def errors(graph: Graph) -> list[str]:
    return [str(message) for message in graph.objects(None, ERRNS["error"])]


def iris(nodes: Iterator[Node]) -> set[str]:
    return {str(n) for n in nodes if isinstance(n, URIRef)}


def is_property(term: terms.Term) -> bool:
    return terms.curie(term).partition(":")[2][0].islower()


def ag_terms(*, properties: bool) -> list[terms.Term]:
    return [t for t in terms.AG.terms() if is_property(t) == properties]


def languages(graph: Graph, subject: str, predicate: URIRef) -> list[str]:
    return sorted(o.language or "" for o in graph.objects(URIRef(subject), predicate) if isinstance(o, Literal))


def expands_to(key: str, name: str = "context.jsonld") -> str:
    """The IRI that JSON-LD makes of a key, as a property."""
    document = {"@context": context(name), "@id": "https://example.org/s", key: {"@id": "https://example.org/o"}}
    if isinstance(definition := context(name)[key], dict) and "@container" in definition:
        document[key] = {"de": "x"}
    [node] = jsonld.expand(document)
    [iri] = [k for k in node if not k.startswith("@")]
    return str(iri)


def concepts(name: str) -> set[str]:
    return iris(ours(name).subjects(RDF.type, SKOS.Concept))


def labels(name: str) -> Iterator[tuple[str, str | None, str]]:
    """Each label of a scheme, case-folded: concept, language, label."""
    for predicate in (SKOS.prefLabel, SKOS.altLabel, SKOS.hiddenLabel):
        for concept, label in ours(name).subject_objects(predicate):
            assert isinstance(label, Literal)
            yield str(concept), label.language, str(label).casefold()


# --- The vocabulary ---------------------------------------------------------------------------------------------------


def test_the_vocabulary_defines_the_terms_that_the_library_emits_and_no_others() -> None:
    graph = ours("alliancegraph")
    assert iris(graph.subjects(RDFS.isDefinedBy, NAMESPACE)) == set(terms.AG.terms())
    assert {s for s in iris(graph.subjects()) if s.startswith(terms.AG.namespace)} == set(terms.AG.terms())


@pytest.mark.parametrize("term", terms.AG.terms(), ids=terms.curie)
def test_a_term_has_one_label_and_one_comment_in_german_and_english(term: terms.Term) -> None:
    for predicate in (RDFS.label, RDFS.comment):
        assert languages(ours("alliancegraph"), term, predicate) == ["de", "en"]


def test_the_ontology_states_title_licence_and_version() -> None:
    graph = ours("alliancegraph")
    assert (NAMESPACE, RDF.type, OWL.Ontology) in graph
    assert languages(graph, NAMESPACE, DCTERMS.title) == ["de", "en"]
    assert languages(graph, NAMESPACE, DCTERMS.description) == ["de", "en"]
    assert graph.value(NAMESPACE, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert graph.value(NAMESPACE, OWL.versionInfo) == Literal("0.1.0")
    assert str(graph.value(NAMESPACE, VANN.preferredNamespaceUri)) == terms.AG.namespace


def test_classes_are_classes_under_a_class_of_schema_org() -> None:
    graph = ours("alliancegraph")
    assert iris(graph.subjects(RDF.type, OWL.Class)) == set(ag_terms(properties=False))
    for term in ag_terms(properties=False):
        assert any(c.startswith(str(SCHEMA)) for c in iris(graph.objects(URIRef(term), RDFS.subClassOf))), term


@pytest.mark.parametrize("term", ag_terms(properties=True), ids=terms.curie)
def test_a_property_has_a_range_that_fits_its_type(term: terms.Term) -> None:
    graph, subject = ours("alliancegraph"), URIRef(term)
    ranges = iris(graph.objects(subject, RDFS.range))
    literal = all(r.startswith(str(XSD)) or r in {str(RDFS.Literal), str(RDF.langString)} for r in ranges)
    assert ranges
    expected = OWL.DatatypeProperty if literal else OWL.ObjectProperty
    assert set(graph.objects(subject, RDF.type)) == {expected}  # nothing functional, nothing inverse functional


def test_every_property_has_a_domain_but_those_that_say_why_not() -> None:
    without = {t for t in ag_terms(properties=True) if not ours("alliancegraph").value(URIRef(t), RDFS.domain)}
    assert without == WITHOUT_DOMAIN
    for term in without:
        comments = " ".join(map(str, ours("alliancegraph").objects(URIRef(term), RDFS.comment)))
        assert "Ohne Definitionsbereich" in comments
        assert "no domain" in comments


def test_an_alliance_is_an_organisation_but_no_collaboration_of_organisations_only() -> None:
    graph, alliance = ours("alliancegraph"), URIRef(terms.AG.Alliance)
    assert iris(graph.objects(alliance, RDFS.subClassOf)) == {terms.SCHEMA.Organization, terms.ORG.Organization}
    assert (alliance, SKOS.closeMatch, SCHEMA.Consortium) in graph


def test_an_activity_is_no_project_of_foaf(closure: Graph) -> None:
    assert (URIRef(terms.AG.Activity), RDFS.subClassOf, FOAF.Project) not in closure


# --- The vocabularies it leans on -------------------------------------------------------------------------------------


@pytest.mark.parametrize("vocabulary", [v for v in terms.VOCABULARIES if v is not terms.AG], ids=lambda v: v.prefix)
def test_every_term_exists_in_its_vocabulary(
    vocabulary: type[terms.Vocabulary], vocabularies: dict[str, set[str]]
) -> None:
    assert [t for t in vocabulary.terms() if t not in vocabularies[vocabulary.namespace]] == []


def test_no_vcard_term_is_deprecated(judges: Path) -> None:
    deprecated = iris(load(judges / "vocabularies" / "vcard.ttl").subjects(OWL.deprecated, Literal(True)))
    assert terms.VCARD.namespace + "post-office-box" in deprecated
    assert deprecated.isdisjoint(terms.VCARD.terms())


def test_no_schema_org_term_is_superseded(judges: Path) -> None:
    graph = load(judges / "schemaorg" / "schemaorg-all-https.ttl")
    superseded = iris(graph.subjects(SCHEMA.supersededBy))
    assert str(SCHEMA.serviceAudience) in superseded
    assert superseded.isdisjoint(terms.SCHEMA.terms())


@pytest.mark.parametrize("name", FILES)
def test_the_files_refer_to_nothing_that_does_not_exist(name: str, vocabularies: dict[str, set[str]]) -> None:
    for iri in {str(n) for triple in ours(name) for n in triple if isinstance(n, URIRef)}:
        if iri.startswith(terms.BASE):
            file, _, fragment = iri.removeprefix(terms.BASE).partition("#")
            graph = ours("alliancegraph" if file == "ns" else file)
            assert not fragment or (URIRef(iri), RDF.type, None) in graph, iri
        elif iri != "https://creativecommons.org/licenses/by/4.0/":
            [namespace] = [n for n in vocabularies if iri.startswith(n)]
            assert iri in vocabularies[namespace], iri


@pytest.mark.parametrize("name", FILES)
def test_the_files_have_no_blank_nodes(name: str) -> None:
    assert not any(isinstance(n, BNode) for triple in ours(name) for n in triple)


# --- OWL RL -----------------------------------------------------------------------------------------------------------


def test_the_sample_uses_every_term_of_the_vocabulary() -> None:
    graph = Graph().parse(data=SAMPLE, format="turtle")
    assert {str(n) for triple in graph for n in triple} >= set(terms.AG.terms())


def test_nothing_becomes_inconsistent(closure: Graph) -> None:
    assert errors(closure) == []


def test_nothing_becomes_the_same_as_something_else(closure: Graph) -> None:
    pairs = [(s, o) for s, o in closure.subject_objects(OWL.sameAs) if s != o and not isinstance(o, Literal)]
    assert pairs == []


def test_domains_and_ranges_put_nothing_into_a_class_of_ours_that_it_did_not_state(closure: Graph) -> None:
    stated = Graph().parse(data=SAMPLE, format="turtle")
    for term in ag_terms(properties=False):
        assert iris(closure.subjects(RDF.type, URIRef(term))) == iris(stated.subjects(RDF.type, URIRef(term)))


def test_an_inverse_is_concluded(closure: Graph) -> None:
    fair, owner = URIRef("https://example.org/id/fair"), URIRef("https://example.org/id/organization")
    assert (owner, URIRef(terms.AG.activity), fair) in closure


def test_the_closure_does_notice_an_office_that_is_a_person(judges: Path) -> None:
    graph = Graph().parse(judges / "vocabularies" / "vcard.ttl", format="turtle") + ours("alliancegraph")
    office = URIRef("https://example.org/id/office")
    graph.add((office, RDF.type, URIRef(terms.AG.ContactPoint)))
    graph.add((office, URIRef(terms.AG.contactPerson), office))
    assert errors(expand(graph)) != []


# --- Code lists -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCHEMES)
def test_a_scheme_is_described_in_german_and_english(name: str) -> None:
    scheme = URIRef(terms.BASE + name)
    assert (scheme, RDF.type, SKOS.ConceptScheme) in ours(name)
    assert languages(ours(name), scheme, DCTERMS.title) == ["de", "en"]
    assert languages(ours(name), scheme, DCTERMS.description) == ["de", "en"]
    assert ours(name).value(scheme, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize("name", SCHEMES)
def test_a_code_is_the_local_part_of_its_concept(name: str) -> None:
    assert concepts(name)
    for concept in concepts(name):
        [code] = ours(name).objects(URIRef(concept), SKOS.notation)
        assert code == Literal(concept.removeprefix(SCHEMES[name]))
        assert str(code).replace("-", "").isalpha()
        assert str(code).isascii()
        assert str(code).islower()


@pytest.mark.parametrize("name", SCHEMES)
def test_a_concept_has_label_and_definition_in_german_and_english(name: str) -> None:
    for concept in concepts(name):
        for predicate in (SKOS.prefLabel, SKOS.definition):
            assert languages(ours(name), concept, predicate) == ["de", "en"], concept
        assert set(languages(ours(name), concept, SKOS.altLabel)) == {"de"}, concept


@pytest.mark.parametrize("name", SCHEMES)
def test_a_label_belongs_to_one_concept_and_stands_there_once(name: str) -> None:
    owners = Counter(label for _, label in {(concept, label) for concept, _, label in labels(name)})
    assert [label for label, count in owners.items() if count > 1] == []
    assert [row for row, count in Counter(labels(name)).items() if count > 1] == []


@pytest.mark.parametrize("name", SCHEMES)
def test_broader_and_narrower_top_concept_and_scheme_are_stated_both_ways(name: str) -> None:
    graph, scheme = ours(name), URIRef(terms.BASE + name)
    assert set(graph.subject_objects(SKOS.broader)) == {(n, b) for b, n in graph.subject_objects(SKOS.narrower)}
    assert set(graph.objects(scheme, SKOS.hasTopConcept)) == set(graph.subjects(SKOS.topConceptOf, scheme))
    assert iris(graph.subjects(SKOS.inScheme, scheme)) == concepts(name)


@pytest.mark.parametrize("name", SCHEMES)
def test_every_concept_reaches_a_top_concept_and_none_is_above_itself(name: str) -> None:
    graph = ours(name)
    tops = set(graph.objects(None, SKOS.hasTopConcept))
    for concept in map(URIRef, concepts(name)):
        above = {a for b in graph.objects(concept, SKOS.broader) for a in graph.transitive_objects(b, SKOS.broader)}
        assert concept not in above
        assert not above if concept in tops else above & tops, concept


def test_the_codes_that_the_design_names_exist() -> None:
    assert concepts("partner-categories") >= {
        terms.CATEGORIES + code for code in ("municipality", "welfare-provider", "association")
    }
    assert terms.TOPICS + "integration" in concepts("focus-areas")
    assert concepts("activity-status") == {terms.STATUSES + code for code in ("current", "past", "planned")}
    kinds = ("project", "event", "event-series", "course", "survey")
    assert concepts("activity-kinds") == {terms.KINDS + code for code in kinds}


def test_every_category_bullet_of_the_real_pages_is_a_label(judges: Path) -> None:
    known = {label for _, _, label in labels("partner-categories")}
    lines = (SHARED / "profiles" / "prignitz.txt").read_text("utf-8").splitlines()
    heads = [i for i, line in enumerate(lines) if line.endswith("in folgenden Kategorien:")]
    ends = [next(i for i in range(head, len(lines)) if lines[i].startswith("http")) for head in heads]
    bullets = {
        line.strip(" \t•") for head, end in zip(heads, ends, strict=True) for line in lines[head:end] if "•" in line
    }
    assert len(bullets) > 10
    assert [bullet for bullet in bullets if bullet.casefold() not in known] == []


# --- The JSON-LD context ----------------------------------------------------------------------------------------------


each_context = pytest.mark.parametrize("name", CONTEXTS)


def prefixes_and_terms(name: str = "context.jsonld") -> tuple[list[str], list[str]]:
    keys = list(context(name))
    number = sum(key in terms.PREFIXES for key in keys)
    return keys[:number], keys[number:]


def said(name: str) -> set[terms.Term]:
    """The properties that documents with a context are made of."""
    made = nodes(ag.resources(rich_records())) if name == CONTEXTS[0] else catalogues.everything()
    void = {terms.VOID.Dataset, terms.VOID.DatasetDescription}  # written as Turtle alone
    return {term for node in made if void.isdisjoint(node.types) for term, _ in node.properties}


def aspects(aspect: str, value: str) -> set[str]:
    """The IRIs whose definition in the context has `aspect` (`@type`, `@container`) `value`."""
    return {expands_to(k) for k, d in context().items() if isinstance(d, dict) and d.get(aspect) == value}


@each_context
def test_the_prefixes_are_those_of_the_writers(name: str) -> None:
    prefixes = prefixes_and_terms(name)[0]
    assert {k: context(name)[k] for k in prefixes} == {k: terms.PREFIXES[k] for k in prefixes}


@each_context
def test_prefixes_come_first_and_both_parts_are_sorted(name: str) -> None:
    assert [sorted(part) for part in prefixes_and_terms(name)] == list(prefixes_and_terms(name))


@each_context
def test_every_property_has_one_key_that_expands_to_it(name: str) -> None:
    expanded = [expands_to(key, name) for key in prefixes_and_terms(name)[1]]
    names = [t for t in terms.SCHEMA.terms() if not is_property(t) and terms.curie(t).partition(":")[2] not in DAYS]
    classes = names if name == CONTEXTS[0] else []
    assert Counter(expanded) == Counter([str(t) for t in [*said(name), *classes]])


@each_context
def test_schema_org_goes_by_local_names_and_all_else_by_prefixed_names(name: str) -> None:
    for key in prefixes_and_terms(name)[1]:
        prefix, _, local = key.rpartition(":")
        assert expands_to(key, name) == terms.PREFIXES[prefix or "schema"] + local


def test_untagged_text_of_a_language_container_has_its_prefixed_key_left() -> None:
    assert not any(key.startswith("schema:") for key in context())


@each_context
def test_the_context_tags_nothing_and_catches_nothing_by_default(name: str) -> None:
    definitions = [d for d in context(name).values() if isinstance(d, dict)]
    assert not any(key.startswith("@") for key in context(name))
    assert {k for d in definitions for k in d} == {"@id", "@type", "@container"}
    assert {d["@type"] for d in definitions if "@type" in d} == {"@id"}


def test_a_catalogues_keys_coerce_what_its_values_are() -> None:
    for node in catalogues.everything():
        for term, values in node.properties:
            definition = context(CONTEXTS[1]).get(terms.curie(term), {})
            aspect = {} if isinstance(definition, str) else definition
            if terms.curie(term) in context(CONTEXTS[1]):
                assert (aspect.get("@type") == "@id") == (not isinstance(values[0], Text)), terms.curie(term)
                tagged = {isinstance(value, Text) and bool(value.language) for value in values}
                assert tagged == {aspect.get("@container") == "@language"}, terms.curie(term)


def test_our_object_properties_are_those_coerced_to_iris() -> None:
    graph = ours("alliancegraph")
    coerced = {iri for iri in aspects("@type", "@id") if iri.startswith(terms.AG.namespace)}
    assert coerced == iris(graph.subjects(RDF.type, OWL.ObjectProperty))


def test_object_properties_of_vcard_and_org_are_those_coerced_to_iris(judges: Path) -> None:
    graph = load(judges / "vocabularies" / "vcard.ttl") + load(judges / "vocabularies" / "org.ttl")
    used = [t for v in (terms.VCARD, terms.ORG) for t in v.terms() if is_property(t)]
    objects = {t for t in used if (URIRef(t), RDF.type, OWL.ObjectProperty) in graph} | {terms.ORG.purpose}
    assert {iri for iri in aspects("@type", "@id") if iri in set(used)} == objects


def test_properties_of_schema_org_are_coerced_to_iris_where_schema_org_allows_more_than_text(judges: Path) -> None:
    graph = load(judges / "schemaorg" / "schemaorg-all-https.ttl")
    values = {SCHEMA[n] for n in ("Text", "Date", "DateTime", "Time")}
    as_text = {terms.SCHEMA.addressCountry, terms.SCHEMA.description, terms.SCHEMA.jobTitle}  # could be nodes as well
    allowed = {
        t
        for t in terms.SCHEMA.terms()
        if is_property(t) and set(graph.objects(URIRef(t), SCHEMA.rangeIncludes)) - values
    }
    assert {iri for iri in aspects("@type", "@id") if iri in set(terms.SCHEMA.terms())} == allowed - as_text


def test_language_maps_are_for_text_that_has_a_language() -> None:
    tagged = iris(ours("alliancegraph").subjects(RDFS.range, RDF.langString))
    elsewhere = {terms.SCHEMA.name, terms.SCHEMA.description, terms.SCHEMA.alternateName, terms.SCHEMA.jobTitle}
    assert aspects("@container", "@language") == tagged | elsewhere | {terms.RDFS.label, terms.DCT.description}


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph is deprecated:DeprecationWarning")  # rdflib's own parser uses it
def test_the_context_reads_the_same_in_pyld_and_rdflib() -> None:
    document = {
        "@context": context(),
        "@id": "https://example.org/id/a",
        "@type": ["Organization", "ag:Alliance"],
        "name": {"de": "Bündnis"},
        "alternateName": {"de": ["Eins", "Zwei"]},
        "schema:name": "untagged",
        "vcard:fn": "Bündnis",
        "vcard:hasEmail": "mailto:info@musterstadt.example",
        "foundingDate": {"@value": "2008", "@type": "xsd:gYear"},
        "ag:partnerCategory": ["ag-category:municipality"],
        "ag:structure": {"de": "Arbeitsgruppen"},
        "hoursAvailable": {"@id": "https://example.org/id/h", "dayOfWeek": ["schema:Monday"]},
    }
    by_rdflib = Graph().parse(data=json.dumps(document), format="json-ld")
    by_pyld = Graph().parse(data=jsonld.to_rdf(document, {"format": "application/n-quads"}), format="nt")
    assert set(by_rdflib) == set(by_pyld)
    alliance = URIRef("https://example.org/id/a")
    assert set(by_rdflib.objects(alliance, SCHEMA.name)) == {Literal("Bündnis", "de"), Literal("untagged")}
    assert (alliance, URIRef(terms.VCARD.fn), Literal("Bündnis")) in by_rdflib
    assert (None, SCHEMA.dayOfWeek, SCHEMA.Monday) in by_rdflib
