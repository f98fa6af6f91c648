import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { faultsOf, scrollsSideways } from './browser.ts'

/** Keeps what the page looks like as NAME.png, for a person to look at: only where CLAMOR_PICTURES names a folder. */
export async function picture(page: Page, name: string, { fullPage = true } = {}): Promise<void> {
  if (process.env['CLAMOR_PICTURES']) await page.screenshot({ path: `${process.env['CLAMOR_PICTURES']}/${name}.png`, fullPage })
}

/** The page as it stands has no fault for axe and is no wider than its window. */
export async function fine(page: Page, name = page.url()): Promise<void> {
  await picture(page, name.replace(/^https?:\/\//, ''))
  expect([name, await faultsOf(page), await scrollsSideways(page)]).toEqual([name, [], false])
}
