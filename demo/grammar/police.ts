import type { AreaGrammar } from './area.ts'

export const police: AreaGrammar = {
  key: 'police',
  themes: [
    {
      key: 'police/checkpoints',
      wording: {
        en: 'Under which order do police checkpoints work, and where does the money taken there go?',
        es: '¿Con qué orden funcionan los retenes de la policía y adónde va el dinero que cobran allí?',
      },
      signs: ['checkpoint', 'roadblock', 'reten', 'barrage', 'حاجز', 'حواجز'],
      asks: {
        en: [
          'Who <ordered|authorised> the checkpoint on {street}, and where is the receipt for the {n} lirios I paid there?',
          'Every {weekday} there is a roadblock before {town} and every time the fine is <different|another sum>. What is the tariff?',
          'How much did the checkpoints around {town} <take in|collect> in {year}, and into which account did it go?',
        ],
        es: [
          '¿Quién <ordenó|autorizó> el retén de la {street} y dónde está el recibo de los {n} lirios que pagué?',
          'Cada {weekday} hay un retén antes de {town} y cada vez la multa es <distinta|otra>. ¿Cuál es la tarifa?',
          '¿Cuánto <recaudaron|cobraron> los retenes de {town} en {year} y a qué cuenta entró?',
        ],
        fr: [
          'Qui a ordonné le barrage de la {street}, et où est le reçu des {n} lirios que j’y ai payés ?',
          'Chaque {weekday} il y a un barrage avant {town} et l’amende change toujours. Quel est le tarif ?',
        ],
        ar: ['من أمر بوضع الحاجز في {street}، وأين الوصل عن {n} ليريو دفعتها هناك؟', 'كل أسبوع يوم {weekday} نجد حاجزا قبل {town} وتتغير الغرامة كل مرة، فما هي التعرفة؟'],
      },
    },
    {
      key: 'police/complaints',
      wording: {
        en: 'What happened to each complaint filed against officers, and how many led to a sanction?',
        es: '¿Qué pasó con cada denuncia contra agentes y cuántas terminaron en sanción?',
      },
      signs: ['complaint against', 'complaints against', 'denuncia contra', 'denuncias contra', 'plainte contre', 'plaintes contre', 'شكوى ضد', 'شكاوى ضد'],
      asks: {
        en: [
          'I filed a complaint against an officer in {town} on {date}. Which drawer is it in, <and why|and since when>?',
          'Of all complaints against the police in {town} since {year}, how many <ended in|led to> a sanction?',
          'Why must a complaint against an officer be handed in <at his own desk|to his own captain> on {street}?',
        ],
        es: [
          'Presenté una denuncia contra un agente en {town} el {date}. ¿En qué cajón está <y por qué|y desde cuándo>?',
          'De todas las denuncias contra la policía de {town} desde {year}, ¿cuántas <acabaron|terminaron> en sanción?',
          '¿Por qué la denuncia contra un agente se entrega <en su propia mesa|a su propio capitán> en la {street}?',
        ],
        fr: ['J’ai déposé une plainte contre un agent à {town} le {date}. Dans quel tiroir est-elle ?'],
        ar: ['قدمت شكوى ضد شرطي في {town} في {date}، ففي أي درج هي الآن؟'],
      },
    },
    {
      key: 'police/arrests',
      wording: {
        en: 'How many people are arrested each month, on what grounds, and how long until they see a judge?',
        es: '¿Cuántas personas son detenidas cada mes, por qué motivo y cuánto tardan en ver a un juez?',
      },
      signs: ['arrested', 'arrests', 'detained', 'custody', 'detenid', 'detencion', 'ete arretes', 'arrestation', 'garde a vue', 'اعتقال', 'موقوف', 'اعتقلوا'],
      asks: {
        en: [
          'How many young people were <arrested|detained> in {town} in {month} just for standing on {street}?',
          'My brother was in custody in {town} for {days} hours before anyone <wrote down|noted> his name. Is that legal?',
          'Is there a register of arrests in {town} that a lawyer {+may|may not+} <see|open> the same day?',
        ],
        es: [
          '¿Cuántos jóvenes fueron <detenidos|llevados detenidos> en {town} en {month} solo por estar en la {street}?',
          'Mi hermano pasó {days} horas detenido en {town} antes de que alguien <anotara|escribiera> su nombre. ¿Eso es legal?',
          '¿Existe en {town} un registro de detenciones que un abogado {+puede|no puede+} <ver|revisar> el mismo día?',
        ],
        fr: ['Combien de jeunes ont été arrêtés à {town} au mois de {month}, juste parce qu’ils étaient dans la {street} ?'],
        ar: ['كم شابا اعتقلوا في {town} خلال شهر {month} لمجرد وقوفهم في {street}؟'],
      },
    },
    {
      key: 'police/patrols',
      wording: {
        en: 'How many officers and patrol cars serve each town, and what do they spend on fuel and guards?',
        es: '¿Cuántos agentes y patrullas atienden cada localidad y en qué se emplean?',
      },
      signs: ['patrol car', 'on patrol', 'night shift', 'emergency number', 'patrull', 'ronda', 'numero de emergencia', 'patrouille', 'دورية', 'دوريات'],
      asks: {
        en: [
          'There is one patrol car for {town} and it stands <all night|from dusk> outside the house of {official}. On whose orders?',
          'I called the emergency number {n} times from {street}. How many calls were <answered|picked up> that night?',
          'How many officers are on patrol in {town} after {evening}, and why do we <never|hardly ever> meet one?',
        ],
        es: [
          'Hay una patrulla para {town} y pasa <toda la noche|desde la tarde> frente a la casa de {official}. ¿Por orden de quién?',
          'Llamé {n} veces al número de emergencia desde la {street}. ¿Cuántas llamadas se <atendieron|contestaron> esa noche?',
          '¿Cuántos agentes patrullan {town} después de las {evening} y por qué <nunca|casi nunca> vemos uno?',
        ],
        fr: ['Il y a une seule patrouille pour {town}, garée toute la nuit devant chez {official}. Sur ordre de qui ?'],
        ar: ['لا توجد سوى دورية واحدة في {town} وهي تقف الليل كله أمام بيت {official}، بأمر من؟'],
      },
    },
    {
      key: 'police/force',
      wording: {
        en: 'Which rules govern the use of force at demonstrations, and who was held to account for the injured?',
        es: '¿Qué reglas rigen el uso de la fuerza en las manifestaciones y quién respondió por los heridos?',
      },
      signs: ['tear gas', 'rubber bullet', 'baton', 'gas lacrimogeno', 'lacrimogen', 'balas de goma', 'garrote', 'lacrymogene', 'matraque', 'الغاز المسيل', 'هراوات'],
      asks: {
        en: [
          'How many tear gas canisters were fired in {town} on {date}, and who <counted|bought> them?',
          'Who gave the order to use batons on {street} against people who were <sitting down|singing>?',
          'What did {firm} earn from rubber bullets in {year}, and what did the {n} injured <get|receive>?',
        ],
        es: [
          '¿Cuántas bombas de gas lacrimógeno se dispararon en {town} el {date} y quién las <contó|compró>?',
          '¿Quién dio la orden de usar garrotes en la {street} contra gente que estaba <sentada|cantando>?',
          '¿Cuánto ganó {firm} con las balas de goma en {year} y qué <recibieron|les tocó a> los {n} heridos?',
        ],
        fr: ['Combien de grenades lacrymogènes ont été tirées à {town} le {date}, et qui les a comptées ?', 'Qui a donné l’ordre de sortir les matraques dans la {street} contre des gens assis ?'],
        ar: ['كم قنبلة من الغاز المسيل للدموع أطلقت في {town} في {date}، ومن أحصاها؟', 'من أعطى الأمر باستعمال الهراوات في {street} ضد أناس جالسين؟'],
      },
    },
    {
      key: 'police/missing',
      wording: {
        en: 'How many people are missing, what has been done to find each, and who leads the search?',
        es: '¿Cuántas personas están desaparecidas, qué se ha hecho por hallar a cada una y quién dirige la búsqueda?',
      },
      signs: ['missing', 'disappeared', 'desaparecid', 'disparu', 'مفقود', 'اختفى'],
      asks: {
        en: [
          'My cousin has been missing from {town} since {date}. Who <leads|is in charge of> the search, and what is the case number?',
          'How many people have disappeared around {town} since {year}, and where is the list with <names|dates>?',
          'Why were the camera recordings of {street} <erased|lost> in the week in which the boy went missing?',
        ],
        es: [
          'Mi prima está desaparecida de {town} desde el {date}. ¿Quién <dirige|lleva> la búsqueda y cuál es el número de caso?',
          '¿Cuántos desaparecidos hay cerca de {town} desde {year} y dónde está la lista con <nombres|fechas>?',
          '¿Por qué se <borraron|perdieron> los videos de la {street} la semana en que desapareció el muchacho? Sigue desaparecido.',
        ],
        fr: ['Ma cousine a disparu de {town} le {date}. Qui dirige les recherches et quel est le numéro du dossier ?'],
        ar: ['ابن عمي مفقود من {town} منذ {date}، فمن يقود البحث وما رقم الملف؟'],
      },
    },
  ],
  stories: {
    en: [
      'I drive a taxi in {town} and I know every uniform by its first name.',
      'My shop on {street} was broken into {n} times.',
      'I am sixteen and I have been searched on my way to school.',
      'My uncle was a sergeant in {town} for half his life and is ashamed today.',
      'On {date} they took the phones of everybody in the square.',
      'We live across from the police station in {town} and hear the nights.',
      'I wanted to report a stolen boat and was asked for petrol money.',
      'I sell fruit on {street} and pay twice, once to the town.',
    ],
    es: [
      'Manejo un taxi en {town} y conozco a cada uniforme por su nombre.',
      'En mi tienda de la {street} entraron a robar {n} veces.',
      'Tengo dieciséis años y ya me registraron camino al colegio.',
      'Mi tío fue sargento en {town} media vida y hoy le da vergüenza.',
      'El {date} les quitaron el teléfono a todos en la plaza.',
      'Vivimos frente a la comisaría de {town} y oímos las noches.',
      'Quise denunciar el robo de un bote y me pidieron para la gasolina.',
      'Vendo fruta en la {street} y pago dos veces, una al municipio.',
    ],
    fr: [
      'Je conduis un taxi à {town} et je connais chaque uniforme par son prénom.',
      'J’ai seize ans et on m’a déjà fouillé sur le chemin du lycée.',
      'Le {date}, ils ont pris les téléphones de tout le monde sur la place.',
      'Nous habitons en face du commissariat de la {street} et nous entendons les nuits.',
    ],
    ar: [
      'أقود سيارة أجرة في {town} وأعرف كل شرطي باسمه.',
      'عمري ست عشرة سنة وفتشوني في طريقي إلى المدرسة.',
      'في {date} أخذوا هواتف كل من كان في الساحة.',
      'نسكن أمام مركز الشرطة في {town} ونسمع ما يجري ليلا.',
    ],
  },
  follows: {
    en: [
      'The desk officer wrote the date in pencil.',
      'I do not want revenge, I want a copy with a stamp.',
      'The captain was promoted to {town2} in {month}.',
      'Nobody has to be a hero to answer this, only to open the folder.',
      'They know where I live, so I ask it here, with everybody.',
      'In a year I have seen one badge number, on {date}.',
      'Ask the women at the market, they can tell you the hours.',
      'We were told that the form has run out, {n} weeks ago.',
    ],
    es: [
      'El oficial de guardia escribió la fecha con lápiz.',
      'No quiero venganza, quiero una copia con sello.',
      'Al capitán lo ascendieron a {town2} en {month}.',
      'Nadie tiene que ser héroe para responder, solo abrir la carpeta.',
      'Saben dónde vivo, por eso lo pregunto aquí, con todos.',
      'En un año vi un solo número de placa, el {date}.',
      'Pregunten a las mujeres del mercado, que saben las horas.',
      'Nos dijeron hace {n} semanas que se acabaron los formularios.',
    ],
    fr: [
      'Le policier de garde a écrit la date au crayon.',
      'Je ne veux pas de vengeance, je veux une copie tamponnée.',
      'Ils savent où j’habite, alors je le demande ici, avec tout le monde.',
      'On nous a dit il y a {n} semaines qu’il n’y avait plus de formulaires.',
    ],
    ar: [
      'كتب ضابط المناوبة التاريخ بقلم رصاص.',
      'لا أريد انتقاما، أريد نسخة مختومة.',
      'يعرفون أين أسكن ولذلك أسأل هنا مع الجميع.',
      'قيل لنا قبل {n} أسبوعا إن الاستمارات نفدت.',
    ],
  },
}
