import type { AreaGrammar } from './area.ts'

export const elections: AreaGrammar = {
  key: 'elections',
  themes: [
    {
      key: 'elections/register',
      wording: {
        en: 'How is the voters’ register kept, and how do the dead and the absent leave it?',
        es: '¿Cómo se lleva el padrón electoral y cómo salen de él los muertos y los ausentes?',
      },
      signs: ['register of voters', 'voter roll', 'voters’ roll', 'electoral roll', 'padron', 'liste electorale', 'listes electorales', 'سجل الناخبين', 'قوائم الناخبين'],
      asks: {
        en: [
          'My grandfather died in {year} and <still votes|is still on the voter roll> in {town}. Who cleans the electoral roll?',
          'There are {n} names on the voter roll for one empty house on {street}. May we <know|ask> who entered them?',
          'Why did the electoral roll of {town} grow by {percent} % when the school there {+lost|did not lose+} half of its pupils?',
        ],
        es: [
          'Mi abuelo murió en {year} y <sigue votando|sigue en el padrón> en {town}. ¿Quién depura el padrón electoral?',
          'En el padrón hay {n} nombres en una casa vacía de la {street}. ¿Podemos <saber|preguntar> quién los inscribió?',
          '¿Por qué el padrón de {town} creció {percent} % si la escuela {+perdió|no perdió+} la mitad de sus alumnos?',
        ],
        fr: ['Mon grand-père est mort en {year} et figure toujours sur la liste électorale de {town}. Qui la met à jour ?'],
        ar: ['توفي جدي سنة {year} وما زال اسمه في سجل الناخبين في {town}، فمن يراجع السجل؟'],
      },
    },
    {
      key: 'elections/count',
      wording: {
        en: 'Where are the signed tally sheets of each polling station?',
        es: '¿Dónde están las actas firmadas de cada mesa de votación?',
      },
      signs: ['tally sheet', 'tally', 'count of votes', 'acta', 'escrutinio', 'proces-verbal', 'depouillement', 'محضر', 'فرز'],
      asks: {
        en: [
          'Where are the tally sheets of station {n} in {town}? We <signed|witnessed> them and they are not online.',
          'Why does the tally for {town} show more votes than voters, by {n}, and who <noticed|raised it>?',
          'The tally sheets went to the capital by boat and arrived <with a different stamp|retyped>. Who was on board at {hour}?',
        ],
        es: [
          '¿Dónde están las actas de la mesa {n} de {town}? Las <firmamos|presenciamos> y no están en la página.',
          '¿Por qué el acta de {town} tiene {n} votos más que votantes y quién lo <notó|señaló>?',
          'Las actas viajaron en lancha a la capital y llegaron <con otro sello|pasadas en limpio>. ¿Quién iba a bordo a las {hour}?',
        ],
        fr: [
          'Où est le procès-verbal du bureau {n} de {town} ? Nous l’avons signé et il n’est pas en ligne.',
          'Pourquoi le dépouillement de {town} donne-t-il {n} voix de plus que de votants ?',
        ],
        ar: ['أين محضر مكتب التصويت رقم {n} في {town}؟ لقد وقعناه وهو غير منشور.', 'لماذا أظهر فرز الأصوات في {town} أصواتا أكثر من عدد الناخبين؟'],
      },
    },
    {
      key: 'elections/money',
      wording: {
        en: 'Who paid for each campaign, how much, and where are the accounts?',
        es: '¿Quién pagó cada campaña, cuánto, y dónde están las cuentas?',
      },
      signs: ['campaign account', 'campaign money', 'donor', 'donation', 'financed', 'donante', 'donacion', 'financio', 'dinero de la campana', 'cuentas de campana', 'dons', 'comptes de campagne', 'donateur', 'تمويل', 'تبرع'],
      asks: {
        en: [
          'Who are the donors behind the <posters|billboards> of {official} on every wall from {town} to the port?',
          'When will the campaign accounts for {year} be published, and why not <before the vote|in time>?',
          'Is it legal that {firm} made a donation of {amount} and then <won|was given> the port of {town}?',
        ],
        es: [
          '¿Quiénes son los donantes de los <afiches|carteles> de {official} que están en cada pared de {town} al puerto?',
          '¿Cuándo se publican las cuentas de campaña de {year}, y por qué no <antes de votar|a tiempo>?',
          '¿Es legal que {firm} haga una donación de {amount} y después <gane|reciba> el puerto de {town}?',
        ],
        fr: ['Qui sont les donateurs derrière les affiches de {official} sur tous les murs de {town} ?', 'Quand publiera-t-on les comptes de campagne de {year}, et pourquoi pas avant le vote ?'],
        ar: ['من يقف وراء تمويل ملصقات {official} على كل جدار في {town}؟'],
      },
    },
    {
      key: 'elections/stations',
      wording: {
        en: 'Who decides where polling stations open, and how are moved voters told?',
        es: '¿Quién decide dónde se abren los centros de votación y cómo se avisa a quien se traslada?',
      },
      signs: ['polling station', 'polling place', 'centro de votacion', 'centros de votacion', 'bureau de vote', 'bureaux de vote', 'مركز الاقتراع', 'مراكز الاقتراع'],
      asks: {
        en: [
          'Why was the polling station of {town} moved {n} minutes up the hill, <again|once more>, without a letter?',
          'The polling station on {street} has {n} steps and my father a wheelchair. Who <approved|chose> it?',
          'Who decided that people from {town} must vote at a polling place in {town2}, <a day away|across the pass>?',
        ],
        es: [
          '¿Por qué movieron el centro de votación de {town} {n} minutos cerro arriba, <otra vez|una vez más>, sin una carta?',
          'El centro de votación de la {street} tiene {n} gradas y mi padre va en silla de ruedas. ¿Quién lo <aprobó|eligió>?',
          '¿Quién decidió que la gente de {town} vote en un centro de votación de {town2}, <a un día de camino|al otro lado del paso>?',
        ],
        fr: ['Pourquoi le bureau de vote de la {street} a-t-il été déplacé à {town2} sans une seule lettre ?'],
        ar: ['لماذا نقل مركز الاقتراع في {town} إلى {town2} دون رسالة واحدة؟'],
      },
    },
    {
      key: 'elections/buying',
      wording: {
        en: 'What has been done about each report of bought votes and public goods used in campaigns?',
        es: '¿Qué se ha hecho con cada denuncia de compra de votos y de uso de bienes públicos en campaña?',
      },
      signs: ['vote buying', 'bought votes', 'buying votes', 'for a vote', 'compra de votos', 'compraron votos', 'por un voto', 'achat de voix', 'achete des voix', 'شراء الأصوات', 'مقابل صوت'],
      asks: {
        en: [
          'They gave out {n} sacks of cement for a vote in {town}. Who opened <a case|the file>, and what is its number?',
          'How many reports of vote buying in {town} since {year} <reached|got to> a judge?',
          'The ministry’s own trucks carried the hens for the vote buying on {street}. Who <drove|fuelled> them?',
        ],
        es: [
          'Repartieron {n} sacos de cemento por un voto en {town}. ¿Quién abrió <un caso|el expediente> y qué número tiene?',
          '¿Cuántas denuncias por compra de votos en {town} desde {year} <llegaron|subieron> a un juez?',
          'En camiones del ministerio llevaron las gallinas para la compra de votos en la {street}. ¿Quién los <manejó|cargó>?',
        ],
        fr: ['Combien de plaintes pour achat de voix à {town} depuis {year} sont arrivées devant un juge ?'],
        ar: ['كم بلاغا عن شراء الأصوات في {town} منذ سنة {year} وصل إلى القاضي؟'],
      },
    },
    {
      key: 'elections/commission',
      wording: {
        en: 'How are members of the election commission chosen, and what interests have they declared?',
        es: '¿Cómo se elige a los miembros de la comisión electoral y qué intereses declararon?',
      },
      signs: ['election commission', 'electoral commission', 'commissioner', 'comision electoral', 'comisionad', 'commission electorale', 'لجنة الانتخابات', 'اللجنة الانتخابية'],
      asks: {
        en: [
          'How was the <head|chair> of the election commission chosen, and does {official} still own a share of {firm}?',
          'Why does the election commission meet {n} times a year <behind a closed door|in secret> and publish no minutes?',
          'Which member of the election commission comes from outside the <capital|four families>? In {town} we know of none.',
        ],
        es: [
          '¿Cómo se eligió <al presidente de|a quien preside> la comisión electoral, y {official} conserva acciones de {firm}?',
          '¿Por qué la comisión electoral se reúne {n} veces al año <a puerta cerrada|en secreto> y no publica actas?',
          '¿Qué miembro de la comisión electoral es de fuera de la <capital|gran familia>? En {town} no conocemos a ninguno.',
        ],
        fr: ['Comment est choisi le président de la commission électorale, et reste-t-il à {official} des parts de {firm} ?'],
        ar: ['كيف يختار رئيس لجنة الانتخابات، ولماذا لا تنشر أي محضر عن اجتماعاتها في {town}؟'],
      },
    },
  ],
  stories: {
    en: [
      'I sat at the table in {town} from {morning} until the lamp went out.',
      'I turned eighteen in {month} and I want to know what I am voting on.',
      'I have voted in every election for {days} years, in the rain too.',
      'Our village has {n} voters, so we know each ballot by its crease.',
      'On {date} the ballot boxes stood for an hour in a corridor on {street}.',
      'I teach civics in {town} and my pupils ask better than I do.',
      'I was a party witness and I changed sides, to the side of counting.',
      'My identity card has been "in print" since {month}.',
    ],
    es: [
      'Estuve en la mesa de {town} desde las {morning} hasta que se apagó la lámpara.',
      'Cumplí dieciocho en {month} y quiero saber sobre qué voto.',
      'He votado en todas las elecciones desde hace {days} años, también con lluvia.',
      'Nuestra aldea tiene {n} votantes, así que conocemos cada papeleta por el doblez.',
      'El {date} las urnas estuvieron una hora en un pasillo de la {street}.',
      'Enseño cívica en {town} y mis alumnos preguntan mejor que yo.',
      'Fui testigo de un partido y cambié de bando, al bando de contar.',
      'Mi documento de identidad está "en impresión" desde {month}.',
    ],
    fr: [
      'J’ai tenu le bureau de {town} de {morning} jusqu’à ce que la lampe s’éteigne.',
      'J’ai eu dix-huit ans au mois de {month} et je veux savoir sur quoi je vote.',
      'Le {date}, les urnes sont restées une heure dans un couloir de la {street}.',
      'J’enseigne l’éducation civique et mes élèves posent de meilleures questions que moi.',
    ],
    ar: [
      'جلست إلى طاولة الاقتراع في {town} حتى انطفأ المصباح.',
      'بلغت الثامنة عشرة في {month} وأريد أن أعرف على ماذا أصوت.',
      'في {date} بقيت الصناديق ساعة كاملة في ممر في {street}.',
      'أدرس التربية المدنية وتلاميذي يسألون أفضل مني.',
    ],
  },
  follows: {
    en: [
      'A secret ballot is not a secret count.',
      'We photographed the door of the station, with the date: {date}.',
      'The answer of the commission was "noted", one word, no signature.',
      'If the numbers are right, showing them costs nothing.',
      'In {town2} they counted aloud, and everyone went home calm.',
      'The observers were sent for coffee at {evening}.',
      'My vote weighs as much as that of {official}, or so I learnt.',
      'There are {days} days left to put it right.',
    ],
    es: [
      'El voto es secreto, el conteo no.',
      'Fotografiamos la puerta del centro, con la fecha: {date}.',
      'La comisión contestó "visto", una palabra y sin firma.',
      'Si los números están bien, mostrarlos no cuesta nada.',
      'En {town2} contaron en voz alta y todos se fueron tranquilos.',
      'A los observadores los mandaron por café a las {evening}.',
      'Mi voto pesa lo mismo que el de {official}, o eso aprendí.',
      'Quedan {days} días para corregirlo.',
    ],
    fr: [
      'Le vote est secret, le décompte ne l’est pas.',
      'Si les chiffres sont justes, les montrer ne coûte rien.',
      'À {evening}, on a envoyé les observateurs chercher du café.',
      'Il reste {days} jours pour corriger cela.',
    ],
    ar: [
      'الاقتراع سري أما العد فليس سرا.',
      'إن كانت الأرقام صحيحة فعرضها لا يكلف شيئا.',
      'أرسلوا المراقبين لشرب القهوة عند الساعة {evening}.',
      'بقي {days} يوما لتصحيح ذلك.',
    ],
  },
}
