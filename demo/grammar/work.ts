import type { AreaGrammar } from './area.ts'

export const work: AreaGrammar = {
  key: 'work',
  themes: [
    {
      key: 'work/unpaid',
      wording: {
        en: 'Which public bodies and contractors owe wages, to how many people, and since when?',
        es: '¿Qué entidades y contratistas deben salarios, a cuántas personas y desde cuándo?',
      },
      signs: ['unpaid wage', 'unpaid', 'back pay', 'owed wages', 'have not been paid', 'nos deben', 'no nos pagan', 'salarios atrasados', 'sueldos atrasados', 'salaires impayes', 'pas ete payes', 'أجورنا', 'رواتب متأخرة', 'لم نقبض'],
      asks: {
        en: [
          'We sweep {street} and have not been paid since {month}. Which office is <sitting on|holding> the money?',
          'How much does the town of {town} owe in unpaid wages, and to how many of its <own|night> workers?',
          'When will the {n} canteen workers of {town} see their back pay, <with|and with> interest?',
        ],
        es: [
          'Barremos la {street} y no nos pagan desde {month}. ¿Qué oficina <tiene|retiene> la plata?',
          '¿Cuánto debe el municipio de {town} en salarios atrasados y a cuántos de sus trabajadores <propios|de noche>?',
          '¿Cuándo verán las {n} cocineras de {town} sus sueldos atrasados, <con|y con> intereses?',
        ],
        fr: ['Nous balayons la {street} et n’avons pas été payés depuis {month}. Quel bureau garde l’argent ?'],
        ar: ['نكنس {street} ولم نقبض أجورنا منذ {month}، فأي مكتب يحتفظ بالمال؟'],
      },
    },
    {
      key: 'work/minimum',
      wording: {
        en: 'How is the minimum wage set, and in which trades is it not paid?',
        es: '¿Cómo se fija el salario mínimo y en qué oficios no se paga?',
      },
      signs: ['minimum wage', 'salario minimo', 'salaire minimum', 'الحد الأدنى للأجور', 'الحد الأدنى'],
      asks: {
        en: [
          'Who worked out that a family in {town} can live on a minimum wage of {n} lirios a day, <and with which shopping list|and for how long>?',
          'Does {firm} pay the minimum wage in {town}? The inspector {+came|never came+} in {year}, where is <his report|the file>?',
          'Why has the minimum wage stood still since {year} while bread in {town} <rose|went up> by {percent} %?',
        ],
        es: [
          '¿Quién calculó que una familia de {town} vive con un salario mínimo de {n} lirios al día, <y con qué lista de compras|y por cuánto tiempo>?',
          '¿Paga {firm} el salario mínimo en {town}? El inspector {+vino|nunca vino+} en {year}, ¿dónde está <su informe|el expediente>?',
          '¿Por qué el salario mínimo no se mueve desde {year} si el pan en {town} <subió|aumentó> {percent} %?',
        ],
        fr: [
          'Qui a calculé qu’une famille de {town} peut vivre avec un salaire minimum de {n} lirios par jour ?',
          'Pourquoi le salaire minimum ne bouge-t-il pas depuis {year} alors que le pain a pris {percent} % ?',
        ],
        ar: ['من حسب أن عائلة في {town} تعيش بالحد الأدنى للأجور وهو {n} ليريو في اليوم؟', 'لماذا لم يتغير الحد الأدنى للأجور منذ سنة {year} وقد غلا الخبز في {town}؟'],
      },
    },
    {
      key: 'work/safety',
      wording: {
        en: 'How many people were hurt or killed at work at each site, and what did the inspectors order?',
        es: '¿Cuántas personas se accidentaron o murieron trabajando en cada lugar y qué ordenaron los inspectores?',
      },
      signs: ['labour inspect', 'helmet', 'accident at', 'accidents at', 'the mine', 'inspector de trabajo', 'inspeccion del trabajo', 'casco', 'accidente', 'inspecteur du travail', 'inspection du travail', 'casque', 'accident', 'مفتش العمل', 'حوادث العمل', 'خوذة'],
      asks: {
        en: [
          'How many accidents at the {firm} works in {town} were <reported|written up> in {year}, and how many really happened?',
          'When did a labour inspector last go down the mine at {town}, <and how far|and in which boots>?',
          'The widow on {street} got {n} lirios for an accident at the port. Who <set|worked out> that price?',
        ],
        es: [
          '¿Cuántos accidentes de trabajo en {firm} de {town} se <informaron|reportaron> en {year} y cuántos hubo de verdad?',
          '¿Cuándo bajó por última vez un inspector de trabajo a la mina de {town}, <y hasta dónde|y con qué botas>?',
          'A la viuda de la {street} le dieron {n} lirios por un accidente en el puerto. ¿Quién <puso|calculó> ese precio?',
        ],
        fr: ['Quand un inspecteur du travail est-il descendu pour la dernière fois dans la mine de {town}, et jusqu’où ?'],
        ar: ['متى نزل مفتش العمل آخر مرة إلى المنجم في {town}، وإلى أي عمق؟'],
      },
    },
    {
      key: 'work/hiring',
      wording: {
        en: 'How are public jobs advertised and filled, and who is related to whom?',
        es: '¿Cómo se anuncian y se cubren los puestos públicos, y quién es pariente de quién?',
      },
      signs: ['public job', 'vacanc', 'job at the', 'got the job', 'plaza publica', 'puesto publico', 'puestos publicos', 'concurso', 'emploi public', 'emplois publics', 'concours', 'وظيفة', 'وظائف', 'التوظيف'],
      asks: {
        en: [
          'How many public jobs in {town} were given out in {year} without <an advertisement|any notice>? My cousin knows of {n}.',
          'Who got the job at the customs house in {town} when {n} of us <queued|sat the test> and nobody saw the marks?',
          'Is there a rule against {official} giving a public job to <a son-in-law|three cousins> in {town}?',
        ],
        es: [
          '¿Cuántos puestos públicos de {town} se dieron en {year} <sin|sin ningún> concurso? Mi prima sabe de {n}.',
          '¿Quién se quedó con el puesto público en la aduana de {town} si {n} <hicimos fila|dimos la prueba> y nadie vio las notas?',
          '¿Hay alguna norma que impida a {official} dar un puesto público <a su yerno|a tres primos> en {town}?',
        ],
        fr: ['Combien d’emplois publics ont été donnés à {town} en {year} sans concours ni annonce ?'],
        ar: ['كم وظيفة عمومية منحت في {town} سنة {year} دون أي إعلان؟'],
      },
    },
    {
      key: 'work/pensions',
      wording: {
        en: 'Where are the contributions paid into the pension fund, and who is missing from its books?',
        es: '¿Dónde están los aportes hechos al fondo de pensiones y quiénes faltan en sus libros?',
      },
      signs: ['pension', 'retraite', 'jubilacion', 'تقاعد', 'معاش'],
      asks: {
        en: [
          'I paid into the pension fund for {days} years and my file is "<being looked for|in another building>". Where are the contributions?',
          'What did the pension fund <lose|leave> in {firm} in {year}, and who chose to put it there?',
          'Why does a pension in {town} arrive on the {n2}th and the letter about it <on the first|never>?',
        ],
        es: [
          'Aporté {days} años al fondo de pensiones y mi expediente "<se está buscando|está en otro edificio>". ¿Dónde están los aportes?',
          '¿Cuánto <perdió|dejó> el fondo de pensiones en {firm} en {year} y quién decidió ponerlo ahí?',
          '¿Por qué la pensión llega a {town} el día {n2} y la carta que la anuncia <el primero|nunca>?',
        ],
        fr: ['J’ai cotisé {days} ans pour ma retraite et mon dossier est « en recherche ». Où sont les cotisations ?', 'Combien le fonds de retraite a-t-il perdu dans {firm} en {year}, et qui en a décidé ainsi ?'],
        ar: ['دفعت اشتراكات التقاعد {days} سنة وملفي «قيد البحث»، فأين المال؟', 'كم خسر صندوق التقاعد في شركة {firm} سنة {year}، ومن قرر ذلك؟'],
      },
    },
    {
      key: 'work/fishing',
      wording: {
        en: 'Who holds fishing licences and quotas, what do they pay, and who controls the landings?',
        es: '¿Quién tiene licencias y cuotas de pesca, cuánto paga y quién controla los desembarques?',
      },
      signs: ['fishing licen', 'quota', 'trawler', 'cuota de pesca', 'cuotas de pesca', 'licencia de pesca', 'arrastrer', 'quotas de peche', 'licences de peche', 'chalutier', 'رخص الصيد', 'حصص الصيد'],
      asks: {
        en: [
          'How many fishing licences does {firm} hold off {town}, and what does it pay for <each|one> compared with me?',
          'Trawlers come within {n} hundred metres of {town} at night. Which patrol boat was <out|at sea> on {date}?',
          'Who <sold|gave away> the quota of the {town} cooperative in {year}? We, the members, did not.',
        ],
        es: [
          '¿Cuántas cuotas de pesca tiene {firm} frente a {town} y cuánto paga por <cada una|una> en comparación conmigo?',
          'Los arrastreros se acercan de noche a {n} brazas de {town}. ¿Qué lancha de vigilancia <salió|estaba> el {date}?',
          '¿Quién <vendió|regaló> la cuota de pesca de la cooperativa de {town} en {year}? Los socios no fuimos.',
        ],
        fr: ['Combien de licences de pêche {firm} possède-t-elle devant {town}, et à quel prix ?'],
        ar: ['كم تملك شركة {firm} من رخص الصيد قبالة {town}، وكم تدفع عن كل رخصة؟'],
      },
    },
  ],
  stories: {
    en: [
      'I have gutted fish in {town} since I was fourteen, standing.',
      'My contract runs for {days} days and is renewed on the last evening.',
      'I clean offices on {street} from {evening} until the sun is up.',
      'We were {n} seamstresses and are now a padlock and a notice.',
      'I moved from {town2} for a job that was given away on {date}.',
      'My father left the quarry with {days} years of dust in his chest.',
      'I am paid in vouchers for a shop that belongs to my boss.',
      'As a nurse’s aide I work the nights of two people in {town}.',
    ],
    es: [
      'Limpio pescado en {town} desde los catorce, de pie.',
      'Mi contrato dura {days} días y lo renuevan la última tarde.',
      'Limpio oficinas en la {street} desde las {evening} hasta que sale el sol.',
      'Éramos {n} costureras y ahora somos un candado y un aviso.',
      'Me mudé de {town2} por un trabajo que regalaron el {date}.',
      'Mi padre salió de la cantera con {days} años de polvo en el pecho.',
      'Me pagan con vales para una tienda que es de mi jefe.',
      'Como auxiliar hago las noches de dos personas en {town}.',
    ],
    fr: [
      'Je vide le poisson à {town} depuis mes quatorze ans, debout.',
      'Mon contrat dure {days} jours et on le renouvelle le dernier soir.',
      'Nous étions {n} couturières, il reste un cadenas et une affiche.',
      'On me paie en bons d’achat pour le magasin de mon patron.',
    ],
    ar: [
      'أنظف السمك في {town} واقفة منذ كنت في الرابعة عشرة.',
      'مدة عقدي {days} يوما ويجددونه في المساء الأخير.',
      'كنا {n} خياطة ولم يبق سوى قفل وإعلان.',
      'يدفعون لي قسائم لمتجر يملكه رب العمل.',
    ],
  },
  follows: {
    en: [
      'The foreman says to ask the office, the office closes at {midday}.',
      'I signed a paper that said {n} lirios and was handed half.',
      'We do not strike for fun, we strike because the shop gives no more credit.',
      'In {town2} the same work is paid {percent} % better.',
      'They call it help. We call it a shift.',
      'Somebody initialled the sheet on {date}, I can see the ink.',
      'The union has asked {n} times, in writing.',
      'I would rather have an ugly answer than a nice calendar.',
    ],
    es: [
      'El capataz dice que pregunte en la oficina y la oficina cierra a las {midday}.',
      'Firmé un papel que decía {n} lirios y me dieron la mitad.',
      'No paramos por gusto, paramos porque en la tienda ya no fían.',
      'En {town2} el mismo trabajo se paga {percent} % mejor.',
      'Ellos le dicen ayuda. Nosotros le decimos turno.',
      'Alguien puso sus iniciales en la hoja el {date}, se ve la tinta.',
      'El sindicato lo ha preguntado {n} veces por escrito.',
      'Prefiero una respuesta fea a un calendario bonito.',
    ],
    fr: [
      'Le contremaître renvoie au bureau, et le bureau ferme à {midday}.',
      'J’ai signé un papier qui disait {n} lirios et on m’en a donné la moitié.',
      'On ne fait pas grève par plaisir, l’épicier ne fait plus crédit.',
      'Je préfère une réponse laide à un joli calendrier.',
    ],
    ar: [
      'رئيس العمال يحيلنا إلى المكتب والمكتب يغلق عند {midday}.',
      'وقعت ورقة فيها {n} ليريو وأعطوني النصف.',
      'لا نضرب حبا في الإضراب، بل لأن البقال لم يعد يبيع بالدين.',
      'أفضل جوابا قبيحا على تقويم جميل.',
    ],
  },
}
