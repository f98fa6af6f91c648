import { listPlaces, placeColumns, type Campaign } from '#campaign/index.ts'
import type { Column } from '#core/csv.ts'
import type { Actor, House } from '#core/index.ts'
import { decisionColumns, exportDecisions, exportStatements, statementColumns } from '#desk/index.ts'
import { incidentColumns, listIncidents } from '#incident/index.ts'
import { linkColumns, linksOf } from '#link/index.ts'
import { memberColumns, membersOf, onlyOf } from '#person/index.ts'
import { targetColumns, targetsOf } from '#plan/index.ts'
import { listQuestions, questionColumns } from '#question/index.ts'
import { discardColumns, discardsOf } from '#room/index.ts'
import { beganAt, periodOf } from '../room/period.ts'

interface At {
  house: House
  actor: Actor
  campaign: Campaign
  url: URL
  zone: string
}

interface List<Row> {
  columns: Column<Row>[]
  rows(at: At): AsyncIterable<Row> | Promise<Iterable<Row>>
}

const list = <Row>(columns: Column<Row>[], rows: List<Row>['rows']): List<Row> => ({ columns, rows })

/** More than a workbook holds. */
const all = { limit: 1_000_000 }

/** **Every list of a screen as a file is one line here**: `/{slug}/lists/NAME.csv` and `.xlsx`. */
export const lists = {
  places: list(placeColumns, ({ house, campaign }) => listPlaces(house.db, campaign.id)),
  people: list(memberColumns, async ({ house, campaign, actor }) => {
    const only = onlyOf(actor, campaign)
    return (await membersOf(house.db, campaign)).filter((one) => !only || only.includes(one.organisation.id))
  }),
  targets: list(targetColumns, ({ house, campaign }) => targetsOf(house.db, campaign.id)),
  incidents: list(incidentColumns, ({ house, campaign }) => listIncidents(house.db, campaign.id, all)),
  questions: list(questionColumns, ({ house, campaign }) => listQuestions(house.db, campaign.id, all)),
  statements: list(statementColumns, ({ house, campaign }) => exportStatements(house.db, campaign.id)),
  decisions: list(decisionColumns, ({ house, campaign }) => exportDecisions(house.db, campaign.id)),
  links: list(linkColumns, ({ house, campaign }) => linksOf(house.db, campaign.id)),
  discards: list(discardColumns, ({ house, campaign, url, zone }) => discardsOf(house.db, campaign.id, { since: beganAt(periodOf(url), house.clock.now(), zone) }, zone)),
} as Record<string, List<unknown>>
