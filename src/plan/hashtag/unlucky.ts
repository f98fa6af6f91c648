/**
 * Words that nobody wants to read where two others meet ("PenIsland"). Few and short on purpose: it is a person who decides, and a long list
 * would cry at every tag. Without accents, as they are read in a hurry.
 */
const latin = `anal anus arse ass bitch bum clit cock coon cum cunt dick dildo dyke fag fart fuck gook hell hitler hore jap kike kill kkk nazi nude nudes orgy paki pedo penis piss poo porn
  rape rapist scat semen sex shag shit slag slut spic spunk tit tits twat vagina wank whore
  cagar caca chinga cojon culo marica matar mierda negro odio orina pedo pene perra pija polla puta puto teta verga zorra
  bite chatte con conne cul encule foutre merde mort negre nique pd pipi pisse pute salope sexe suce tuer viol`
const arabic = 'طيز خرا زبي زبر كسم عاهر قحب شرموط منيوك لعن كلب حمار موت'

export const unluckyWords: readonly string[] = [...new Set(`${latin} ${arabic}`.split(/\s+/))].filter((word) => word.length >= 3)
