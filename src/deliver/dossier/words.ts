import type { Language } from './dossier.ts'

type Forms = { other: string } & Partial<Record<Intl.LDMLPluralRule, string>>

/** Every word a dossier says by itself. `{n}` is a figure, other braces are named by what they take. */
export interface Words {
  whatPeopleAsk: string
  intro: string
  campaignAsked: string
  posts: Forms
  people: Forms
  questions: Forms
  statements: Forms
  channels: Forms
  postsADay: Forms
  postsLabel: string
  peopleLabel: string
  questionsLabel: string
  answeredLabel: string
  contents: string
  gathered: string
  gatheredText: string[]
  unprintable: string
  blindSpot: string
  loudest: string
  loudestText: string
  sources: string
  sourcesText: string
  sourcesCheck: string
  answerBy: string
  answerHow: string
  askedBy: string
  inPosts: string
  onChannels: string
  inLanguages: string
  since: string
  sinceUntil: string
  inTheirWords: string
  saidBy: Forms
  notQuoted: Forms
  nobodyQuoted: string
  notInPrint: string
  answeredOn: string
  roomForAnswer: string
  nameAndOffice: string
  date: string
  edition: string
  sourcesFoot: string
  page: string
  chart: string
  listOfQuestions: string
  reference: string
  question: string
  nothingAsked: string
  channelNames: Record<string, string>
  languageNames: { unknown: string }
}

const en: Words = {
  whatPeopleAsk: 'What people ask',
  intro: '{questions} from {people}, gathered between {since} and {until} on {channels}. Each question stands here once, with the number of people who asked it.',
  campaignAsked: 'The campaign asked',
  posts: { one: '{n} post', other: '{n} posts' },
  people: { one: '{n} person', other: '{n} people' },
  questions: { one: '{n} question', other: '{n} questions' },
  statements: { one: '{n} statement', other: '{n} statements' },
  channels: { one: '{n} channel', other: '{n} channels' },
  postsADay: { one: 'posts a day', other: 'posts every {n} days' },
  postsLabel: 'posts',
  peopleLabel: 'people',
  questionsLabel: 'questions',
  answeredLabel: 'answered so far',
  contents: 'Contents',
  gathered: 'How these questions were gathered',
  gatheredText: [
    'Everything that arrived was kept as it came. Posts that say the same thing were counted together as one statement; people of the campaign read the statements and wrote down the question in each. A question with its number is therefore the campaign’s wording of what many people asked, and the words under it are their own.',
    'A person is counted once for each question, however often they wrote. The same human on two networks counts as two, because the campaign does not try to find out who they are.',
    'Words are printed only where the sender agreed or wrote in public, never with a name. All others are counted and not quoted. Whoever takes their words back is left out of the next edition.',
  ],
  unprintable: 'A sign that this print cannot show stands as {sign}; the file dossier.html beside it has the words as they were written.',
  blindSpot: 'Not seen: people without a telephone or a network, and people who did not dare to ask. A small number does not mean that few are concerned.',
  loudest: 'Asked by many at once',
  loudestText: 'The questions with the most people, over all issue areas.',
  sources: 'Sources',
  sourcesText: 'The file sources.csv beside this document lists {posts}, each with the number of the question it supports, its channel, language and day, and a keyed hash. The hash names nobody; with its key the campaign can show later that a given post was counted here.',
  sourcesCheck: 'SHA-256 of sources.csv. The file SHA256SUMS holds it for every file of this dossier; “sha256sum -c SHA256SUMS” checks them.',
  answerBy: 'An answer is asked for by {date}.',
  answerHow: 'Reply to the number printed beside each question, in the room under it, by letter or to {url}.',
  askedBy: 'Asked by',
  inPosts: 'In',
  onChannels: 'Channels',
  inLanguages: 'Languages',
  since: 'Since',
  sinceUntil: '{since}; last asked {last}',
  inTheirWords: 'In their words',
  saidBy: { one: 'Said by {n}.', other: 'Said by {n}.' },
  notQuoted: {
    one: 'Examples are printed where the people agreed. {n} other is counted and not quoted.',
    other: 'Examples are printed where the people agreed. {n} others are counted and not quoted.',
  },
  nobodyQuoted: 'Nobody agreed to be quoted; they are counted above.',
  notInPrint: 'These words are in a script that this print cannot show. They stand in dossier.html.',
  answeredOn: 'Answered on {date} by {by}',
  roomForAnswer: 'Answer to {number}',
  nameAndOffice: 'Name and office',
  date: 'Date',
  edition: '{date}, edition {n}',
  sourcesFoot: 'Sources {hash}',
  page: '{page} of {pages}',
  chart: '{unit} from {since} to {until}, most on {peak}: {n}',
  listOfQuestions: 'Questions of this area',
  reference: 'Number',
  question: 'Question',
  nothingAsked: 'No question to this institution has been decided yet.',
  channelNames: {
    x: 'X', mastodon: 'Mastodon', bluesky: 'Bluesky', telegram: 'Telegram', whatsapp: 'WhatsApp', sms: 'SMS',
    email: 'E-mail', form: 'Form', call: 'Call', paper: 'Paper', feed: 'Feed', webhook: 'Other service', file: 'File',
  },
  languageNames: { unknown: 'not recognised' },
}

const es: Words = {
  whatPeopleAsk: 'Lo que pregunta la gente',
  intro: '{questions} de {people}, reunidas entre el {since} y el {until} en {channels}. Cada pregunta aparece aquí una sola vez, con el número de personas que la hicieron.',
  campaignAsked: 'La campaña preguntó',
  posts: { one: '{n} mensaje', other: '{n} mensajes' },
  people: { one: '{n} persona', other: '{n} personas' },
  questions: { one: '{n} pregunta', other: '{n} preguntas' },
  statements: { one: '{n} declaración', other: '{n} declaraciones' },
  channels: { one: '{n} canal', other: '{n} canales' },
  postsADay: { one: 'mensajes por día', other: 'mensajes cada {n} días' },
  postsLabel: 'mensajes',
  peopleLabel: 'personas',
  questionsLabel: 'preguntas',
  answeredLabel: 'respondidas hasta ahora',
  contents: 'Contenido',
  gathered: 'Cómo se reunieron estas preguntas',
  gatheredText: [
    'Todo lo que llegó se guardó tal como vino. Los mensajes que dicen lo mismo se contaron juntos como una sola declaración; personas de la campaña leyeron las declaraciones y anotaron la pregunta que contiene cada una. Una pregunta con su número es, por tanto, la redacción que la campaña da a lo que muchos preguntaron, y las palabras que siguen son las de ellos.',
    'Cada persona cuenta una vez por pregunta, por muchas veces que haya escrito. El mismo ser humano en dos redes cuenta como dos, porque la campaña no intenta averiguar quién es.',
    'Solo se imprimen palabras cuando quien las envió estuvo de acuerdo o las escribió en público, y nunca con nombre. Las demás se cuentan y no se citan. Quien retira sus palabras queda fuera de la próxima edición.',
  ],
  unprintable: 'Un signo que esta impresión no puede mostrar aparece como {sign}; el archivo dossier.html que la acompaña tiene las palabras tal como se escribieron.',
  blindSpot: 'No se ve: a quien no tiene teléfono ni red, y a quien no se atrevió a preguntar. Un número pequeño no significa que afecte a pocos.',
  loudest: 'Preguntado por muchos a la vez',
  loudestText: 'Las preguntas con más personas, de todos los temas.',
  sources: 'Fuentes',
  sourcesText: 'El archivo sources.csv que acompaña a este documento enumera {posts}, cada uno con el número de la pregunta que apoya, su canal, idioma y día, y un hash con clave. El hash no nombra a nadie; con la clave, la campaña puede mostrar más tarde que un mensaje se contó aquí.',
  sourcesCheck: 'SHA-256 de sources.csv. El archivo SHA256SUMS lo contiene para cada archivo de este dossier; «sha256sum -c SHA256SUMS» los comprueba.',
  answerBy: 'Se pide una respuesta antes del {date}.',
  answerHow: 'Responda al número impreso junto a cada pregunta, en el espacio que la sigue, por carta o en {url}.',
  askedBy: 'Preguntan',
  inPosts: 'En',
  onChannels: 'Canales',
  inLanguages: 'Idiomas',
  since: 'Desde',
  sinceUntil: 'el {since}; última vez el {last}',
  inTheirWords: 'En sus palabras',
  saidBy: { one: 'Lo dijo {n} persona.', other: 'Lo dijeron {n} personas.' },
  notQuoted: {
    one: 'Se imprimen ejemplos donde las personas estuvieron de acuerdo. {n} más se cuenta y no se cita.',
    other: 'Se imprimen ejemplos donde las personas estuvieron de acuerdo. {n} más se cuentan y no se citan.',
  },
  nobodyQuoted: 'Nadie dio su acuerdo para ser citado; se cuentan arriba.',
  notInPrint: 'Estas palabras están en una escritura que esta impresión no puede mostrar. Se encuentran en dossier.html.',
  answeredOn: 'Respondida el {date} por {by}',
  roomForAnswer: 'Respuesta a {number}',
  nameAndOffice: 'Nombre y cargo',
  date: 'Fecha',
  edition: '{date}, edición {n}',
  sourcesFoot: 'Fuentes {hash}',
  page: '{page} de {pages}',
  chart: '{unit} del {since} al {until}, el máximo el {peak}: {n}',
  listOfQuestions: 'Preguntas de este tema',
  reference: 'Número',
  question: 'Pregunta',
  nothingAsked: 'Todavía no se ha decidido ninguna pregunta para esta institución.',
  channelNames: {
    x: 'X', mastodon: 'Mastodon', bluesky: 'Bluesky', telegram: 'Telegram', whatsapp: 'WhatsApp', sms: 'SMS',
    email: 'Correo', form: 'Formulario', call: 'Llamada', paper: 'Papel', feed: 'Canal web', webhook: 'Otro servicio', file: 'Archivo',
  },
  languageNames: { unknown: 'no reconocido' },
}

const fr: Words = {
  whatPeopleAsk: 'Ce que les gens demandent',
  intro: '{questions} de {people}, recueillies entre le {since} et le {until} sur {channels}. Chaque question figure ici une seule fois, avec le nombre de personnes qui l’ont posée.',
  campaignAsked: 'La campagne a demandé',
  posts: { one: '{n} message', other: '{n} messages' },
  people: { one: '{n} personne', other: '{n} personnes' },
  questions: { one: '{n} question', other: '{n} questions' },
  statements: { one: '{n} déclaration', other: '{n} déclarations' },
  channels: { one: '{n} canal', other: '{n} canaux' },
  postsADay: { one: 'messages par jour', other: 'messages tous les {n} jours' },
  postsLabel: 'messages',
  peopleLabel: 'personnes',
  questionsLabel: 'questions',
  answeredLabel: 'avec réponse à ce jour',
  contents: 'Sommaire',
  gathered: 'Comment ces questions ont été recueillies',
  gatheredText: [
    'Tout ce qui est arrivé a été conservé tel quel. Les messages qui disent la même chose ont été comptés ensemble comme une seule déclaration ; des membres de la campagne ont lu les déclarations et noté la question que chacune contient. Une question avec son numéro est donc la formulation que la campagne donne à ce que beaucoup ont demandé ; les mots qui suivent sont les leurs.',
    'Une personne compte une fois par question, quel que soit le nombre de ses messages. Le même être humain sur deux réseaux compte pour deux, car la campagne ne cherche pas à savoir qui il est.',
    'Des mots ne sont imprimés que si leur auteur a donné son accord ou les a écrits en public, et jamais avec un nom. Tous les autres sont comptés sans être cités. Qui retire ses mots ne figure plus dans l’édition suivante.',
  ],
  unprintable: 'Un signe que cette impression ne peut pas montrer apparaît comme {sign} ; le fichier dossier.html joint contient les mots tels qu’ils ont été écrits.',
  blindSpot: 'Ce qu’on ne voit pas : les personnes sans téléphone ni réseau, et celles qui n’ont pas osé demander. Un petit nombre ne signifie pas que peu de gens sont concernés.',
  loudest: 'Demandé par beaucoup à la fois',
  loudestText: 'Les questions posées par le plus de personnes, tous thèmes confondus.',
  sources: 'Sources',
  sourcesText: 'Le fichier sources.csv joint à ce document énumère {posts}, avec pour chacun le numéro de la question qu’il appuie, son canal, sa langue, son jour et une empreinte à clé. L’empreinte ne nomme personne ; avec sa clé, la campagne peut montrer plus tard qu’un message donné a été compté ici.',
  sourcesCheck: 'SHA-256 de sources.csv. Le fichier SHA256SUMS le contient pour chaque fichier de ce dossier ; « sha256sum -c SHA256SUMS » les vérifie.',
  answerBy: 'Une réponse est demandée avant le {date}.',
  answerHow: 'Répondez au numéro imprimé à côté de chaque question, dans la place prévue dessous, par lettre ou à {url}.',
  askedBy: 'Demandé par',
  inPosts: 'Dans',
  onChannels: 'Canaux',
  inLanguages: 'Langues',
  since: 'Depuis',
  sinceUntil: 'le {since} ; dernière fois le {last}',
  inTheirWords: 'Avec leurs mots',
  saidBy: { one: 'Dit par {n} personne.', other: 'Dit par {n} personnes.' },
  notQuoted: {
    one: 'Des exemples sont imprimés là où les personnes étaient d’accord. {n} autre est comptée et n’est pas citée.',
    other: 'Des exemples sont imprimés là où les personnes étaient d’accord. {n} autres sont comptées et ne sont pas citées.',
  },
  nobodyQuoted: 'Personne n’a accepté d’être cité ; toutes sont comptées ci-dessus.',
  notInPrint: 'Ces mots sont dans une écriture que cette impression ne peut pas montrer. Ils se trouvent dans dossier.html.',
  answeredOn: 'Réponse du {date} par {by}',
  roomForAnswer: 'Réponse à {number}',
  nameAndOffice: 'Nom et fonction',
  date: 'Date',
  edition: '{date}, édition {n}',
  sourcesFoot: 'Sources {hash}',
  page: '{page} sur {pages}',
  chart: '{unit} du {since} au {until}, le plus le {peak} : {n}',
  listOfQuestions: 'Questions de ce thème',
  reference: 'Numéro',
  question: 'Question',
  nothingAsked: 'Aucune question à cette institution n’a encore été décidée.',
  channelNames: {
    x: 'X', mastodon: 'Mastodon', bluesky: 'Bluesky', telegram: 'Telegram', whatsapp: 'WhatsApp', sms: 'SMS',
    email: 'Courriel', form: 'Formulaire', call: 'Appel', paper: 'Papier', feed: 'Flux', webhook: 'Autre service', file: 'Fichier',
  },
  languageNames: { unknown: 'non reconnue' },
}

const ar: Words = {
  whatPeopleAsk: 'ما يسأله الناس',
  intro: '{questions} من {people}، جُمعت بين {since} و{until} عبر {channels}. يرد كل سؤال هنا مرة واحدة مع عدد من طرحوه.',
  campaignAsked: 'سألت الحملة',
  posts: { zero: 'لا رسائل', one: 'رسالة واحدة', two: 'رسالتان', few: '{n} رسائل', many: '{n} رسالة', other: '{n} رسالة' },
  people: { zero: 'لا أحد', one: 'شخص واحد', two: 'شخصان', few: '{n} أشخاص', many: '{n} شخصًا', other: '{n} شخص' },
  questions: { zero: 'لا أسئلة', one: 'سؤال واحد', two: 'سؤالان', few: '{n} أسئلة', many: '{n} سؤالًا', other: '{n} سؤال' },
  statements: { zero: 'لا أقوال', one: 'قول واحد', two: 'قولان', few: '{n} أقوال', many: '{n} قولًا', other: '{n} قول' },
  channels: { zero: 'لا قنوات', one: 'قناة واحدة', two: 'قناتين', few: '{n} قنوات', many: '{n} قناة', other: '{n} قناة' },
  postsADay: { zero: 'رسائل', one: 'رسائل كل يوم', two: 'رسائل كل يومين', few: 'رسائل كل {n} أيام', many: 'رسائل كل {n} يومًا', other: 'رسائل كل {n} يوم' },
  postsLabel: 'رسائل',
  peopleLabel: 'أشخاص',
  questionsLabel: 'أسئلة',
  answeredLabel: 'أُجيب عنها حتى الآن',
  contents: 'المحتويات',
  gathered: 'كيف جُمعت هذه الأسئلة',
  gatheredText: [
    'حُفظ كل ما وصل كما هو. عُدّت الرسائل التي تقول الشيء نفسه معًا قولًا واحدًا، وقرأ أفراد من الحملة الأقوال ودوّنوا السؤال الوارد في كل منها. فالسؤال برقمه هو صياغة الحملة لما سأله كثيرون، والكلمات التي تحته كلماتهم هم.',
    'يُعدّ الشخص مرة واحدة في كل سؤال مهما كتب. ومن كتب على شبكتين يُعدّ اثنين، لأن الحملة لا تحاول معرفة من هو.',
    'لا تُطبع الكلمات إلا إذا وافق أصحابها أو كتبوها علنًا، ولا يُذكر معها اسم أبدًا. وما سواها يُعدّ ولا يُقتبس. ومن سحب كلماته لا ترد في الإصدار التالي.',
  ],
  unprintable: 'العلامة التي لا تستطيع هذه الطباعة إظهارها تظهر هكذا {sign}؛ وفي الملف dossier.html المرفق الكلمات كما كُتبت.',
  blindSpot: 'ما لا يُرى: من لا هاتف له ولا شبكة، ومن لم يجرؤ على السؤال. العدد الصغير لا يعني أن الأمر يمس قلة.',
  loudest: 'ما سأله كثيرون معًا',
  loudestText: 'الأسئلة التي طرحها أكبر عدد من الناس في كل المجالات.',
  sources: 'المصادر',
  sourcesText: 'يسرد الملف sources.csv المرفق بهذه الوثيقة {posts}، مع رقم السؤال الذي تدعمه كل رسالة وقناتها ولغتها ويومها وبصمة بمفتاح. البصمة لا تسمّي أحدًا؛ وبمفتاحها تستطيع الحملة أن تثبت لاحقًا أن رسالة ما عُدّت هنا.',
  sourcesCheck: 'بصمة SHA-256 للملف sources.csv. ويضم الملف SHA256SUMS بصمة كل ملف من هذا الملف الجامع؛ ويتحقق منها الأمر «sha256sum -c SHA256SUMS».',
  answerBy: 'يُطلب الرد قبل {date}.',
  answerHow: 'أجيبوا على الرقم المطبوع بجانب كل سؤال، في المكان المخصص تحته أو برسالة أو عبر {url}.',
  askedBy: 'سأله',
  inPosts: 'في',
  onChannels: 'القنوات',
  inLanguages: 'اللغات',
  since: 'منذ',
  sinceUntil: '{since}؛ وآخر مرة {last}',
  inTheirWords: 'بكلماتهم',
  saidBy: { zero: 'لم يقلها أحد.', one: 'قالها شخص واحد.', two: 'قالها شخصان.', few: 'قالها {n} أشخاص.', many: 'قالها {n} شخصًا.', other: 'قالها {n} شخص.' },
  notQuoted: {
    zero: 'طُبعت الأمثلة حيث وافق أصحابها.',
    one: 'طُبعت الأمثلة حيث وافق أصحابها. وعُدّ شخص واحد آخر دون اقتباس.',
    two: 'طُبعت الأمثلة حيث وافق أصحابها. وعُدّ شخصان آخران دون اقتباس.',
    few: 'طُبعت الأمثلة حيث وافق أصحابها. وعُدّ {n} آخرون دون اقتباس.',
    many: 'طُبعت الأمثلة حيث وافق أصحابها. وعُدّ {n} شخصًا آخر دون اقتباس.',
    other: 'طُبعت الأمثلة حيث وافق أصحابها. وعُدّ {n} شخص آخر دون اقتباس.',
  },
  nobodyQuoted: 'لم يوافق أحد على اقتباس كلماته؛ وهم معدودون أعلاه.',
  notInPrint: 'هذه الكلمات بكتابة لا تستطيع هذه الطباعة إظهارها. تجدونها في dossier.html.',
  answeredOn: 'أجاب عنه {by} في {date}',
  roomForAnswer: 'الرد على {number}',
  nameAndOffice: 'الاسم والصفة',
  date: 'التاريخ',
  edition: '{date}، الإصدار {n}',
  sourcesFoot: 'المصادر {hash}',
  page: '{page} من {pages}',
  chart: '{unit} من {since} إلى {until}، وأكثرها في {peak}: {n}',
  listOfQuestions: 'أسئلة هذا المجال',
  reference: 'الرقم',
  question: 'السؤال',
  nothingAsked: 'لم يُقرَّر بعد أي سؤال لهذه المؤسسة.',
  channelNames: {
    x: 'إكس', mastodon: 'ماستودون', bluesky: 'بلوسكاي', telegram: 'تلغرام', whatsapp: 'واتساب', sms: 'رسائل قصيرة',
    email: 'بريد إلكتروني', form: 'استمارة', call: 'مكالمة', paper: 'ورق', feed: 'تغذية', webhook: 'خدمة أخرى', file: 'ملف',
  },
  languageNames: { unknown: 'غير معروفة' },
}

export const words: Record<Language, Words> = { en, es, fr, ar }
