import { passkey } from '@better-auth/passkey'
import { APIError } from 'better-auth/api'
import { betterAuth, type BetterAuthOptions } from 'better-auth'
import { twoFactor } from 'better-auth/plugins/two-factor'
import type { House } from '#core/index.ts'
import { deviceOf } from './own/device.ts'
import { makeRecoveryCodes } from './own/recovery-code.ts'
import { hashAnything, longestPassword, shortestPassword, verifyPassword } from './password.ts'

export const sessionDays = 14

/**
 * better-auth on the house's pool. Its tables carry our names (0009_account.sql). Accounts are made by `account.ts` only, and
 * a session lives for two weeks without being prolonged, so that reading it never writes.
 */
export function authOptions(house: House) {
  return {
    appName: 'Clamor',
    baseURL: house.origin,
    basePath: '/api/auth',
    secret: house.keys.derive('auth').toString('base64'),
    database: house.db.pool,
    trustedOrigins: [house.origin],
    telemetry: { enabled: false },
    logger: { level: 'error', log: (_level, message) => house.log.error({ said: message }, 'better-auth') },
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: shortestPassword,
      maxPasswordLength: longestPassword,
      password: { hash: hashAnything, verify: verifyPassword },
    },
    user: {
      modelName: 'auth_user',
      fields: { emailVerified: 'email_verified', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    session: {
      modelName: 'auth_session',
      fields: { userId: 'user_id', expiresAt: 'expires_at', ipAddress: 'ip_address', userAgent: 'user_agent', createdAt: 'created_at', updatedAt: 'updated_at' },
      expiresIn: sessionDays * 86_400,
      disableSessionRefresh: true,
      // Whoever finds a desk left open does not add a passkey of their own to it.
      freshAge: 3_600,
      additionalFields: { device: { type: 'string', required: false, input: false }, name: { type: 'string', required: false, input: false } },
    },
    account: {
      modelName: 'auth_account',
      fields: {
        userId: 'user_id', accountId: 'account_id', providerId: 'provider_id', accessToken: 'access_token', refreshToken: 'refresh_token', idToken: 'id_token',
        accessTokenExpiresAt: 'access_token_expires_at', refreshTokenExpiresAt: 'refresh_token_expires_at', createdAt: 'created_at', updatedAt: 'updated_at',
      },
    },
    verification: {
      modelName: 'auth_verification',
      fields: { expiresAt: 'expires_at', createdAt: 'created_at', updatedAt: 'updated_at' },
    },
    // Ours (limit.ts) counts by address and by account, and holds no address in the clear.
    rateLimit: { enabled: false },
    advanced: {
      cookiePrefix: 'clamor',
      useSecureCookies: house.config.secureCookies ?? house.origin.startsWith('https:'),
      defaultCookieAttributes: { httpOnly: true, sameSite: 'lax', path: '/' },
      // From where and with what somebody signed in is nobody's business, least of all a thief's of the database.
      ipAddress: { disableIpTracking: true },
      database: { validateSchema: false },
    },
    databaseHooks: {
      session: {
        create: {
          before: async (session, context) => {
            if (!(await mayEnter(house, session.userId))) return false
            const known = typeof session['device'] === 'string' ? session['device'] : undefined
            return { data: { ...session, userAgent: '', device: known ?? deviceOf(context?.headers?.get('user-agent')) } }
          },
        },
      },
    },
    plugins: [
      twoFactor({
        // What an app shows beside the digits: which house they are for.
        issuer: `Clamor ${new URL(house.origin).host}`,
        backupCodeOptions: { storeBackupCodes: 'encrypted', customBackupCodesGenerate: makeRecoveryCodes },
        schema: {
          user: { fields: { twoFactorEnabled: 'two_factor_enabled' } },
          twoFactor: {
            modelName: 'auth_two_factor',
            fields: { backupCodes: 'backup_codes', userId: 'user_id', failedVerificationCount: 'failed_verification_count', lockedUntil: 'locked_until' },
          },
        },
      }),
      passkey({
        rpName: 'Clamor', origin: house.origin,
        // One that stands for a password and a second factor proves that its person is there: by a finger, a face, a number.
        authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
        registration: { afterVerification: ({ verification }) => refuseUnproven(verification.registrationInfo?.userVerified) },
        authentication: { afterVerification: ({ verification }) => refuseUnproven(verification.authenticationInfo.userVerified) },
        advanced: { webAuthnChallengeCookie: 'passkey' },
        schema: {
          passkey: {
            modelName: 'auth_passkey',
            fields: { publicKey: 'public_key', userId: 'user_id', credentialID: 'credential_id', deviceType: 'device_type', backedUp: 'backed_up', createdAt: 'created_at' },
          },
        },
      }),
    ],
  } satisfies BetterAuthOptions
}

function refuseUnproven(proven: boolean | undefined): void {
  if (!proven) throw new APIError('UNAUTHORIZED', { code: 'PASSKEY_UNPROVEN', message: 'The passkey did not prove who held it.' })
}

async function mayEnter(house: House, personId: string): Promise<boolean> {
  return (await house.db.row('select 1 from person where id = $1 and frozen_at is null', [personId])) !== undefined
}

export type Auth = ReturnType<typeof betterAuth<ReturnType<typeof authOptions>>>

/** Whoever wants it asks `authOf` (auth-of.ts). */
export function makeAuth(house: House): Auth {
  return betterAuth(authOptions(house))
}
