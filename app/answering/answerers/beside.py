"""What each party of a comparison says: asked alone, else in the words of another party."""

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from app.answering.answer import Draft
from app.answering.answerers import apart, comparison
from app.answering.answerers.quoting import Quoting
from app.answering.citations import Documents
from app.answering.claims import Claim, Role, Statements, joined
from app.answering.evidence import Evidence, Statement, as_read
from app.answering.terms import Terms
from app.answering.weighing import Weighing
from index.question.query import Party, Query
from index.retrieval.retriever import Apart


class Beside:
    """Asks the parties of a comparison, and sets what they say beside each other."""

    def __init__(
        self,
        alone: Callable[[Apart], Draft],
        terms: Callable[[Query], Terms],
        evidence: Evidence,
        weighing: Weighing,
        documents: Documents,
    ) -> None:
        """``alone`` answers what one party is asked."""
        self._alone = alone
        self._terms = terms
        self._evidence = evidence
        self._weighing = weighing
        self._documents = documents

    def each(self, alone: Sequence[Apart], together: Draft) -> Iterator[tuple[Party, Draft]]:
        """Yield each party with what it answers alone, else with what it says as another does.

        Where none answers alone, what all answer ``together`` goes before that, if each is in it.
        Of a party that is asked several things one by one, what it answers of them, each but the
        first only where that says it not yet.
        """
        drafts = [(each, self._alone(each)) for each in alone]
        if any(draft.body.claims for _, draft in drafts) or not _of_each(together, alone):
            drafts = self._matched(drafts)
        stated = [claim for _, draft in drafts for claim in draft.body.claims[:1]]
        for party, asked in groupby(drafts, key=lambda pair: pair[0].query.parties[0]):
            own = list(asked)
            (first, silent), *rest = own
            if told := apart.untold(silent, [(each.query.asked, draft) for each, draft in rest]):
                left = (d for each, d in own if apart.left_open(told, each.query.asked, d))
                sure = min(draft.sure for draft in (*told, *left))
                yield party, Draft(joined([draft.body for draft in told]), sure)
            else:
                yield party, self._alike(first, stated, silent)

    def _matched(self, drafts: Sequence[tuple[Apart, Draft]]) -> list[tuple[Apart, Draft]]:
        """Return the drafts; a silent one says what another party says in the same words.

        Of each thing asked by itself. What several documents say in each other's words, the
        question's matter among them, is meant, however little each tells so.
        """
        parties = [list(own) for _, own in groupby(drafts, lambda pair: pair[0].query.parties[0])]
        if len({len(own) for own in parties}) != 1:
            return list(drafts)
        told: dict[int, Draft] = {}
        for asked in zip(*parties, strict=True):
            read = [self._may_say(each, draft) for each, draft in asked]
            found = comparison.matched(asked[0][0].query, read, self._weighing)
            for (each, draft), said in zip(asked, found, strict=True):
                if said and not draft.body.claims:
                    told[id(each)] = self._stating(each.query, said)
        return [(each, told.get(id(each), draft)) for each, draft in drafts]

    def _may_say(self, asked: Apart, draft: Draft) -> list[Statement]:
        """Return what may answer, by a reader; where something does, the first that is said."""
        read = self._read(asked)
        if not draft.body.claims:
            return read
        said = draft.body.claims[0].quotes[0]
        return [each for each in read if said.start <= each.start < said.end][:1]

    def _alike(self, asked: Apart, stated: Sequence[Claim], silent: Draft) -> Draft:
        alike = comparison.alike(stated, self._read(asked), self._weighing) if stated else None
        return silent if alike is None else self._stating(asked.query, alike)

    def _read(self, asked: Apart) -> list[Statement]:
        found = asked.retrieval
        if found.reading is None:
            return []
        ranked = self._evidence.rank(asked.query, found.passages, found.statements)
        return as_read(ranked, found.reading)

    def _stating(self, query: Query, said: Statement) -> Draft:
        quoting = Quoting(self._terms(query), query.asked, self._documents)
        return Draft(Statements((quoting.claim(said, Role.STATEMENT),)), said.confidence)


def _of_each(together: Draft, alone: Sequence[Apart]) -> bool:
    """Return whether something is said of each party."""
    said = {claim.document_id for claim in together.body.claims}
    return not any(said.isdisjoint(each.query.parties[0].document_ids) for each in alone)
