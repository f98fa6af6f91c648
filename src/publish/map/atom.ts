import type { PublicIncident } from './publicIncident.ts'
import { escaped } from './xml.ts'

/** What the feed says of its campaign; `url` is the page of the map, `feed` the feed's own address. */
export interface FeedCampaign {
  id: string
  name: string
  url: string
  feed: string
  language: string
  /** When there is no incident yet, the feed is as old as the campaign. */
  since: Date
}

const mostEntries = 200

/**
 * The newest changes as Atom (RFC 4287), with GeoRSS points where a place is shown. Written by hand because feedsmith
 * sets every title on a line of its own, and the line breaks become part of it; the test reads it with feedsmith.
 */
export function writeAtom(campaign: FeedCampaign, incidents: readonly PublicIncident[]): string {
  const newest = incidents.toSorted((a, b) => b.updated.getTime() - a.updated.getTime()).slice(0, mostEntries)
  return [
    '<?xml version="1.0" encoding="utf-8"?>',
    `<feed xmlns="http://www.w3.org/2005/Atom" xmlns:georss="http://www.georss.org/georss" xml:lang="${escaped(campaign.language)}">`,
    `<id>urn:uuid:${escaped(campaign.id)}</id>`,
    `<title>${escaped(campaign.name)}</title>`,
    `<updated>${(newest[0]?.updated ?? campaign.since).toISOString()}</updated>`,
    `<author><name>${escaped(campaign.name)}</name></author>`,
    '<generator>Clamor</generator>',
    `<link rel="alternate" type="text/html" href="${escaped(campaign.url)}"/>`,
    `<link rel="self" type="application/atom+xml" href="${escaped(campaign.feed)}"/>`,
    ...newest.map(entry),
    '</feed>',
    '',
  ].join('\n')
}

function entry(incident: PublicIncident): string {
  const place = incident.precision === 'hidden' ? undefined : incident.place
  const published = incident.since < incident.updated ? incident.since : incident.updated
  return [
    '<entry>',
    `<id>urn:uuid:${escaped(incident.id)}</id>`,
    `<title>${escaped(incident.title)}</title>`,
    `<updated>${incident.updated.toISOString()}</updated>`,
    `<published>${published.toISOString()}</published>`,
    `<link rel="alternate" type="text/html" href="${escaped(incident.url)}"/>`,
    ...(incident.summary ? [`<summary>${escaped(incident.summary)}</summary>`] : []),
    ...(incident.issueArea ? [`<category term="${escaped(incident.issueArea)}"/>`] : []),
    ...(place ? [`<georss:point>${place.lat} ${place.lon}</georss:point>`] : []),
    ...(place?.name ? [`<georss:featurename>${escaped(place.name)}</georss:featurename>`] : []),
    '</entry>',
  ].join('\n')
}
