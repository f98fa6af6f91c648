import type { Sentences } from './area.ts'

/** Something that happened somewhere, as people tell it while it happens. */
export interface IncidentKind {
  key: string
  area: string
  title: { en: string, es: string }
  /** How closely the place may be shown to the public. */
  precision: 'exact' | '1km' | 'district' | 'hidden'
  /** Word beginnings that give it away, as in Theme. */
  signs: string[]
  tells: Sentences
}

export const incidentKinds: IncidentKind[] = [
  {
    key: 'incident/burst', area: 'water', precision: '1km',
    title: { en: 'Water main burst', es: 'Tubería principal rota' },
    signs: ['water main gave', 'water main', 'main has burst', 'revento la tuberia', 'revento el tubo', 'tubo madre', 'conduite a eclate', 'انفجر أنبوب'],
    tells: {
      en: [
        'The water main has burst on {street} in {town}, the road is a river since {hour}.',
        'In {town} a water main broke in front of house {n} and nobody from the company has come.',
        'The cellar of our house in {town} is full: a water main gave way under {street} and {n} families are bailing with buckets.',
      ],
      es: [
        'Reventó la tubería en la {street} de {town}, la vía es un río desde las {hour}.',
        'En {town} se rompió el tubo madre frente a la casa {n} y no ha venido nadie de la empresa.',
        'Tenemos el sótano lleno en {town}: se rompió el tubo madre bajo la {street} y {n} familias estamos sacando agua con baldes.',
      ],
      fr: ['La conduite a éclaté dans la {street} à {town}, la chaussée est une rivière depuis {hour}.'],
      ar: ['انفجر أنبوب الماء في {street} في {town} وصار الطريق نهرا منذ الساعة {hour}.'],
    },
  },
  {
    key: 'incident/clinic', area: 'health', precision: 'exact',
    title: { en: 'Patients turned away', es: 'Pacientes sin atención' },
    signs: ['turned away at', 'clinic is locked', 'no la dejaron entrar', 'posta cerrada', 'refoules', 'dispensaire est ferme', 'المستوصف مغلق'],
    tells: {
      en: [
        'The clinic is locked in {town}, {n} people are waiting outside since {hour}, one of them with a burn.',
        'A woman in labour was turned away at the gate in {town} at {hour} because there was no one on duty.',
        'Old people were turned away at the health post of {town} again, the vaccine is there and the key is not, {n} came for nothing.',
      ],
      es: [
        'Posta cerrada en {town}, somos {n} esperando afuera desde las {hour} y hay una persona quemada.',
        'A una mujer de parto no la dejaron entrar en {town} a las {hour} porque no había nadie de turno.',
        'Otra vez posta cerrada para los ancianos de {town}, la vacuna está y la llave no, {n} vinieron en vano.',
      ],
      fr: ['Le dispensaire est fermé à {town}, {n} personnes attendent dehors depuis {hour}, dont un enfant brûlé.'],
      ar: ['المستوصف مغلق في {town} و{n} شخصا ينتظرون في الخارج منذ الساعة {hour} وبينهم مصاب بحروق.'],
    },
  },
  {
    key: 'incident/school', area: 'schools', precision: 'exact',
    title: { en: 'School building gave way', es: 'Se vino abajo parte de una escuela' },
    signs: ['ceiling of the school', 'school ceiling', 'came down in class', 'cielo raso', 'se cayo el muro de la escuela', 'plafond de l’ecole', 'سقط جدار المدرسة'],
    tells: {
      en: [
        'The ceiling of the school in {town} came down at {midday}, the children were in the yard, thank God.',
        'Part of the school ceiling on {street} in {town} fell on the desks of {n} children during the break.',
        'A beam came down in class at the school of {town}, two pupils have cuts, the others are outside in the rain since {midday}.',
      ],
      es: [
        'Se cayó el cielo raso de la escuela de {town} a las {midday}, los niños estaban en el patio, gracias a Dios.',
        'Se cayó el muro de la escuela de la {street} en {town} sobre {n} pupitres en pleno recreo.',
        'Una viga y medio cielo raso cayeron en plena clase en {town}, dos alumnos con cortes y los demás bajo la lluvia desde las {midday}.',
      ],
      fr: ['Le plafond de l’école de {town} est tombé à {midday}, les enfants étaient heureusement dans la cour.'],
      ar: ['سقط جدار المدرسة في {town} عند الساعة {midday} وكان الأطفال في الساحة والحمد لله.'],
    },
  },
  {
    key: 'incident/checkpoint', area: 'police', precision: 'district',
    title: { en: 'Money demanded at a checkpoint', es: 'Cobro en un retén' },
    signs: ['took money from', 'asked for money at', 'estan cobrando en el reten', 'nos cobraron en el reten', 'reclame de l’argent au barrage', 'يطلبون المال عند الحاجز'],
    tells: {
      en: [
        'Three officers took money from every driver at the bridge before {town} today, {n} lirios each, no receipt.',
        'They asked for money at the {town} checkpoint at {hour} and kept the papers of those who had none.',
        'Coming from {town2} we were stopped twice and officers took money from the bus driver at {town}, {n} lirios, in front of us all.',
      ],
      es: [
        'Están cobrando en el retén de la entrada de {town} desde las {hour}, {n} lirios por carro y sin recibo.',
        'Nos cobraron en el retén de {town} y se quedaron con los papeles de los que no tenían, {n} personas.',
        'Viniendo de {town2} nos pararon dos veces y nos cobraron en el retén de {town} {n} lirios al chofer delante de todos.',
      ],
      fr: ['On nous a réclamé de l’argent au barrage de {town} à {hour}, {n} lirios par voiture, sans reçu.'],
      ar: ['يطلبون المال عند الحاجز قرب {town} منذ الساعة {hour}، {n} ليريو عن كل سيارة وبلا وصل.'],
    },
  },
  {
    key: 'incident/beating', area: 'police', precision: 'district',
    title: { en: 'People beaten at a gathering', es: 'Golpes en una concentración' },
    signs: ['beaten by', 'beat people', 'beating people', 'golpearon a', 'a golpes', 'tabass', 'frapp', 'ضربوا'],
    tells: {
      en: [
        'Police are beating people on {street} in {town}, I can see {n} of them sitting on the ground.',
        'A student was beaten by two men in uniform at the market of {town} around {hour}, he is in the clinic.',
        'They are beating people who were queueing for bread in {town}, on {street}, since {hour}. One old man does not get up.',
      ],
      es: [
        'La policía sacó a golpes a la gente de la {street} en {town}, veo a {n} sentados en el suelo.',
        'Dos uniformados golpearon a un estudiante en el mercado de {town} como a las {hour}, está en la posta.',
        'Golpearon a los que hacían fila para el pan en {town}, en la {street}, desde las {hour}. Hay un señor mayor que no se levanta.',
      ],
      fr: ['La police frappe des gens dans la {street} à {town}, j’en vois {n} assis par terre.'],
      ar: ['ضربوا طالبا في سوق {town} عند الساعة {hour} وهو الآن في المستوصف.'],
    },
  },
  {
    key: 'incident/prison', area: 'prisons', precision: '1km',
    title: { en: 'Smoke over the prison', es: 'Humo sobre la cárcel' },
    signs: ['smoke over the prison', 'smoke from the prison', 'humo en la carcel', 'humo sobre la carcel', 'fumee au-dessus de la prison', 'دخان فوق السجن'],
    tells: {
      en: [
        'Smoke over the prison of {town} since {hour}, the families at the gate are told nothing.',
        'There is smoke from the prison in {town} and we heard {n} shots, two ambulances went in.',
        'From our roof in {town} we see smoke over the prison and guards running, the siren has gone for {n} minutes.',
      ],
      es: [
        'Hay humo en la cárcel de {town} desde las {hour} y a las familias de la reja no les dicen nada.',
        'Se ve humo sobre la cárcel de {town} y oímos {n} disparos, entraron dos ambulancias.',
        'Desde la azotea en {town} vemos humo sobre la cárcel y guardias corriendo, la sirena lleva {n} minutos.',
      ],
      fr: ['De la fumée au-dessus de la prison de {town} depuis {hour}, on ne dit rien aux familles devant la grille.'],
      ar: ['دخان فوق السجن في {town} منذ الساعة {hour} والعائلات أمام البوابة لا تعرف شيئا.'],
    },
  },
  {
    key: 'incident/ballots', area: 'elections', precision: 'exact',
    title: { en: 'Voters’ cards found thrown away', es: 'Credenciales de votantes tiradas' },
    signs: ['voter cards', 'credenciales de votantes', 'carnets de votacion', 'cartes d’electeur', 'بطاقات الناخبين'],
    tells: {
      en: [
        'We found {n} voter cards in a rubbish bag behind the town hall of {town} at {hour}, photos taken.',
        'A sack of unused voter cards was burnt on {street} in {town}, the ashes are still warm.',
        'In the harbour of {town} children play with voter cards, whole bundles, {n} of them with names from {town2}.',
      ],
      es: [
        'Encontramos {n} credenciales de votantes en una bolsa de basura detrás de la alcaldía de {town} a las {hour}, hay fotos.',
        'Quemaron un saco de carnets de votación en la {street} de {town}, la ceniza sigue caliente.',
        'En el puerto de {town} los niños juegan con credenciales de votantes, paquetes enteros, {n} con nombres de {town2}.',
      ],
      fr: ['Nous avons trouvé {n} cartes d’électeur dans une poubelle derrière la mairie de {town} à {hour}.'],
      ar: ['وجدنا {n} بطاقة من بطاقات الناخبين في القمامة خلف بلدية {town} عند الساعة {hour}.'],
    },
  },
  {
    key: 'incident/lockout', area: 'work', precision: '1km',
    title: { en: 'Workers locked out', es: 'Trabajadores frente a un portón cerrado' },
    signs: ['locked us out', 'locked out of', 'women locked out', 'nos dejaron afuera', 'amanecio con candado', 'trouve porte close', 'أغلقوا باب المصنع'],
    tells: {
      en: [
        '{firm} locked us out of the works in {town} this morning at {morning}, {n} of us with our lunch in our hands.',
        'The cannery in {town} has locked out {n} workers who asked for their pay, locked out of their lockers too.',
        'Night shift of {n} women locked out of the laundry in {town} without their coats, because they asked about overtime.',
      ],
      es: [
        'Los de {firm} nos dejaron afuera de la planta de {town} hoy a las {morning}, somos {n} con el almuerzo en la mano.',
        'La enlatadora de {town} amaneció con candado y {n} trabajadores que pedían su sueldo están en la calle.',
        'Al turno de noche, {n} mujeres, nos dejaron afuera de la lavandería de {town} sin abrigo por preguntar por las horas extra.',
      ],
      fr: ['Ce matin à {morning}, {n} ouvrières de {firm} ont trouvé porte close à {town}.'],
      ar: ['أغلقوا باب المصنع في {town} في وجه {n} عاملا عند الساعة {hour} دون أي تفسير.'],
    },
  },
  {
    key: 'incident/bribe', area: 'budget', precision: '1km',
    title: { en: 'Bribe asked at a public counter', es: 'Soborno pedido en ventanilla' },
    signs: ['asked me for a bribe', 'bribe', 'soborno', 'coima', 'pot-de-vin', 'رشوة'],
    tells: {
      en: [
        'The clerk at window {n} in {town} asked me for a bribe of two days’ pay for a land title, today at {midday}.',
        'In the registry of {town} a bribe is asked openly, there is even a saucer for it, {n} people in the queue saw it.',
        'To get a birth certificate in {town} my cousin had to put a bribe of {n} lirios into a hymn book, honestly.',
      ],
      es: [
        'El empleado de la ventanilla {n} en {town} me pidió un soborno de dos jornales por una escritura, hoy a las {midday}.',
        'En el registro de {town} piden la coima a la vista de todos, hasta tienen un platito, lo vimos {n} en la fila.',
        'Para una partida de nacimiento en {town} mi prima tuvo que meter una coima de {n} lirios en un misal, de verdad.',
      ],
      fr: ['Au guichet {n} de {town}, l’employé m’a demandé un pot-de-vin pour un titre de propriété, à {midday}.'],
      ar: ['طلب مني موظف الشباك رقم {n} في {town} رشوة مقابل وثيقة ملكية عند الساعة {midday}.'],
    },
  },
]

/** How the teller knows, or what is needed: stands after what happened. */
export const incidentDetails: Sentences = {
  en: [
    'I am standing across the street.', 'My sister called me from there, I did not see it myself.', 'We have a video of {n} seconds.',
    'Somebody should come before dark.', 'No one from the town hall has shown up.', 'The neighbours are bringing blankets.',
    'It is the second time since {month}.', 'Please keep my name out of it.',
  ],
  es: [
    'Estoy en la acera de enfrente.', 'Me llamó mi hermana desde ahí, yo no lo vi.', 'Tenemos un video de {n} segundos.',
    'Que venga alguien antes de que oscurezca.', 'Del municipio no ha aparecido nadie.', 'Los vecinos están llevando cobijas.',
    'Es la segunda vez desde {month}.', 'No pongan mi nombre, por favor.',
  ],
  fr: ['Je suis juste en face.', 'Ma sœur m’a appelé de là-bas, je n’ai rien vu moi-même.', 'C’est la deuxième fois depuis {month}.', 'Ne donnez pas mon nom, s’il vous plaît.'],
  ar: ['أنا أقف في الجهة المقابلة.', 'اتصلت بي أختي من هناك ولم أر ذلك بنفسي.', 'هذه هي المرة الثانية منذ {month}.', 'لا تذكروا اسمي من فضلكم.'],
}
