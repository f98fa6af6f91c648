import type { AreaGrammar } from './area.ts'

export const health: AreaGrammar = {
  key: 'health',
  themes: [
    {
      key: 'health/medicine',
      wording: {
        en: 'Which medicines were bought for each hospital and clinic, and why are the shelves empty?',
        es: '¿Qué medicinas se compraron para cada hospital y posta, y por qué están vacíos los estantes?',
      },
      signs: ['insulin', 'medicine', 'antibiotic', 'medicina', 'medicamento', 'medicaments', 'دواء', 'أدوية', 'إنسولين'],
      asks: {
        en: [
          'The hospital in {town} has had no insulin for {days} days. How much was <bought|ordered> and where is it?',
          'How did {firm} sell the clinics {amount} of medicine that <expired|ran out> a month after it was delivered?',
          'Why must we buy antibiotics on {street} for double when the ones marked "not for sale" {+are|are not+} free in {town}?',
        ],
        es: [
          'El hospital de {town} lleva {days} días sin insulina. ¿Cuánta se <compró|pidió> y dónde está?',
          '¿Cómo vendió {firm} a las postas {amount} en medicinas que <vencían|caducaban> un mes después?',
          '¿Por qué hay que comprar los medicamentos en la {street} al doble si los de "prohibida su venta" {+son|no son+} gratis en {town}?',
        ],
        fr: [
          'L’hôpital de {town} n’a plus d’insuline depuis {days} jours : combien de médicaments ont été achetés ?',
          'Pourquoi faut-il acheter les médicaments dans la {street} au double du prix ?',
        ],
        ar: ['مستشفى {town} بلا إنسولين منذ {days} يوما، فكم اشتروا من الدواء وأين هو؟', 'لماذا نشتري الأدوية من {street} بضعف الثمن وهي مجانية على الورق؟'],
      },
    },
    {
      key: 'health/doctors',
      wording: {
        en: 'How many doctors and nurses are posted to each town, and how many actually work there?',
        es: '¿Cuántos médicos y enfermeras tiene asignados cada localidad y cuántos trabajan de verdad allí?',
      },
      signs: ['doctor', 'nurse', 'medico', 'enfermera', 'medecin', 'infirmi', 'طبيب', 'أطباء', 'ممرض'],
      asks: {
        en: [
          'How many doctors does the payroll show for {town}, and how many has anybody <met|seen> this year?',
          'The nurse in {town} looks after {n} beds alone at night. Who <approved|signed> that roster?',
          'Is it true that the doctor for {town} works in a private practice on {street} <every morning|most days>?',
        ],
        es: [
          '¿Cuántos médicos tiene {town} en la planilla y a cuántos ha <visto|conocido> alguien este año?',
          'La enfermera de {town} cuida sola {n} camas por la noche. ¿Quién <aprobó|firmó> ese turno?',
          '¿Es verdad que el médico de {town} atiende en un consultorio privado de la {street} <cada mañana|casi siempre>?',
        ],
        fr: ['Combien de médecins sont payés pour {town}, et combien en avons-nous vu cette année ?'],
        ar: ['كم طبيبا في كشوف الرواتب لأجل {town}، وكم طبيبا رأينا هذه السنة؟'],
      },
    },
    {
      key: 'health/ambulance',
      wording: {
        en: 'How many ambulances are in service in each district, and how long do people wait for one?',
        es: '¿Cuántas ambulancias funcionan en cada distrito y cuánto espera la gente por una?',
      },
      signs: ['ambulance', 'ambulancia', 'إسعاف'],
      asks: {
        en: [
          'It took the ambulance {n} minutes to reach {street}. How many <run|are working> in this district tonight?',
          'Two ambulances were given to {town} with a brass band. Why do both stand <on bricks|without tyres>?',
          'What did {firm} charge to service the ambulance of {town}, and why has it not moved since {month}?',
        ],
        es: [
          'La ambulancia tardó {n} minutos en llegar a la {street}. ¿Cuántas <andan|funcionan> hoy en el distrito?',
          'A {town} le entregaron dos ambulancias con banda de música. ¿Por qué están las dos <sobre ladrillos|sin llantas>?',
          '¿Cuánto cobró {firm} por el taller de la ambulancia de {town}, y por qué no se mueve desde {month}?',
        ],
        fr: ['L’ambulance a mis {n} minutes pour arriver dans la {street}. Combien sont en service cette nuit ?'],
        ar: ['وصلت سيارة الإسعاف إلى {street} بعد {n} دقيقة، فكم سيارة تعمل في الإقليم هذه الليلة؟'],
      },
    },
    {
      key: 'health/fees',
      wording: {
        en: 'Which charges may a public hospital ask for, and where does that money go?',
        es: '¿Qué cobros puede hacer un hospital público y adónde va ese dinero?',
      },
      signs: ['charged at the hospital', 'hospital fee', 'fee for a bed', 'pay for the thread', 'cobran en el hospital', 'ese cobro', 'cuota del hospital', 'frais d’hopital', 'payer l’hopital', 'رسوم المستشفى', 'رسوم'],
      asks: {
        en: [
          'Why were we charged at the hospital in {town} for gloves, thread and a <light bulb|syringe>?',
          'There is a hospital fee of {sum} that appears on no list. Who <collects|pockets> it in {town}?',
          'If treatment is free, what is the fee for a bed in {town}, and who <set|decided> it at {n} lirios a night?',
        ],
        es: [
          '¿Por qué nos cobran en el hospital de {town} los guantes, el hilo y hasta <la bombilla|la jeringa>?',
          'Hay una cuota del hospital de {sum} que no figura en ninguna lista. ¿Quién la <cobra|guarda> en {town}?',
          'Si la atención es gratis, ¿qué es ese cobro por la cama en {town} y quién lo <fijó|puso> en {n} lirios la noche?',
        ],
        fr: ['Pourquoi devons-nous payer l’hôpital de {town} pour les gants, le fil et même l’ampoule ?'],
        ar: ['ما هذه رسوم المستشفى في {town} التي لا تظهر في أي قائمة، ومن يقبضها؟'],
      },
    },
    {
      key: 'health/newhospital',
      wording: {
        en: 'Why is the new hospital not open, what has been paid for it, and when will it open?',
        es: '¿Por qué no abre el hospital nuevo, cuánto se ha pagado y cuándo abrirá?',
      },
      signs: ['new hospital', 'new wing', 'x-ray', 'hospital nuevo', 'ala nueva', 'rayos x', 'nouvel hopital', 'radiographie', 'المستشفى الجديد', 'الأشعة'],
      asks: {
        en: [
          'The new hospital in {town} was to open in {year}. What has {firm} been paid for the <walls|shell> we can see?',
          'An X-ray machine worth {amount} sits in its crate in {town}. Who <forgot|neglected> to order the plug?',
          'Why does the new wing in {town} have a plaque with the name of {official} but <no water|no beds>?',
        ],
        es: [
          'El hospital nuevo de {town} debía abrir en {year}. ¿Cuánto cobró {firm} por <las paredes que se ven|el cascarón que se ve>?',
          'Un equipo de rayos X de {amount} sigue en su caja en {town}. ¿Quién <olvidó|omitió> pedir el enchufe?',
          '¿Por qué el ala nueva de {town} tiene placa con el nombre de {official} pero <no tiene agua|no tiene camas>?',
        ],
        fr: ['Le nouvel hôpital de {town} devait ouvrir en {year}. Combien {firm} a-t-elle déjà touché ?', 'Un appareil de radiographie à {amount} dort dans sa caisse à {town}. Qui a oublié de l’installer ?'],
        ar: ['كان المستشفى الجديد في {town} سيفتح سنة {year}، فكم قبضت شركة {firm} حتى الآن؟', 'جهاز الأشعة الذي ثمنه {amount} ما زال في صندوقه في {town}، فمن المسؤول؟'],
      },
    },
    {
      key: 'health/waiting',
      wording: {
        en: 'How long is the waiting list for operations and specialists, and who may jump it?',
        es: '¿Qué tan larga es la lista de espera para operaciones y especialistas, y quién se la salta?',
      },
      signs: ['waiting list', 'operation', 'appointment', 'lista de espera', 'cirugia', 'operacion', 'una cita', 'proxima cita', 'liste d’attente', 'rendez-vous', 'قائمة الانتظار', 'موعد'],
      asks: {
        en: [
          'My father is number {n} on a waiting list in {town} that has not moved since {month}. Who <keeps|runs> that list?',
          'How many people in {town} <died|passed away> in {year} while they waited for an operation?',
          'The next appointment with a specialist in {town} is in {days} weeks. Who got the <earlier|free> ones?',
        ],
        es: [
          'Mi padre es el número {n} de una lista de espera en {town} que no se mueve desde {month}. ¿Quién la <lleva|maneja>?',
          '¿Cuántas personas de {town} <murieron|fallecieron> en {year} esperando una operación?',
          'La próxima cita con especialista en {town} es dentro de {days} semanas. ¿A quién le dieron las <de antes|otras>?',
        ],
        fr: ['Mon père est numéro {n} sur une liste d’attente à {town} qui n’avance pas. Qui la tient ?'],
        ar: ['أبي رقمه {n} في قائمة الانتظار في {town} وهي لا تتحرك منذ {month}، فمن يديرها؟'],
      },
    },
  ],
  stories: {
    en: [
      'We took my daughter to {town} at {hour} with a fever and found the gate closed.',
      'I am a retired midwife and I still get woken up on {street}.',
      'My wife gave birth in the corridor of the clinic in {town}.',
      'I have diabetes, and I travel to {town2} twice a month for what I need.',
      'The clinic in {town} opens on {weekday} and on no other day.',
      'The generator of our health post has been under repair for {days} weeks.',
      'On {date} they told us to come back with our own sheets.',
      'My neighbour sold her cow to pay for one week in a ward.',
    ],
    es: [
      'Llevamos a mi hija a {town} a las {hour} con fiebre y la reja estaba cerrada.',
      'Soy partera jubilada y todavía me despiertan en la {street}.',
      'Mi esposa dio a luz en el pasillo de la posta de {town}.',
      'Tengo diabetes y viajo a {town2} dos veces al mes por lo que necesito.',
      'La posta de {town} abre el {weekday} y ningún otro día.',
      'El generador de nuestra posta lleva {days} semanas en reparación.',
      'El {date} nos mandaron a volver con sábanas propias.',
      'Mi vecina vendió la vaca para pagar una semana internada.',
    ],
    fr: [
      'Nous avons amené ma fille à {town} à {hour} avec de la fièvre, la grille était fermée.',
      'Ma femme a accouché dans le couloir du dispensaire de la {street}.',
      'Le dispensaire de la {street} ouvre le {weekday} et aucun autre jour.',
      'Ma voisine a vendu sa vache pour payer une semaine de soins.',
    ],
    ar: [
      'أخذنا ابنتي إلى {town} عند الساعة {hour} وهي محمومة فوجدنا البوابة مغلقة.',
      'وضعت زوجتي مولودها في ممر المستوصف في {town}.',
      'المستوصف في {town} يفتح يوم {weekday} ولا يفتح في غيره.',
      'باعت جارتي بقرتها لتدفع ثمن أسبوع من العلاج.',
    ],
  },
  follows: {
    en: [
      'The pharmacist shows me the empty drawer so that I believe her.',
      'A photocopied list at the entrance would have spared us the trip.',
      'The director says the order is "in the system" since {month}.',
      'We do not want a speech, we want the delivery notes.',
      'In {town2} they have two of everything and one patient.',
      'The emergency light in the corridor has been off for {days} nights.',
      'Somebody signed for the delivery on {date}, so somebody knows.',
      'Please do not answer me with a photograph of a ribbon.',
    ],
    es: [
      'La farmacéutica me muestra el cajón vacío para que le crea.',
      'Una lista fotocopiada en la entrada nos habría ahorrado el viaje.',
      'El director dice que el pedido está "en el sistema" desde {month}.',
      'No queremos discursos, queremos las guías de entrega.',
      'En {town2} tienen dos de todo y un solo paciente.',
      'La luz de emergencia del pasillo lleva {days} noches apagada.',
      'Alguien firmó la entrega el {date}, así que alguien sabe.',
      'Por favor no me contesten con la foto de una cinta.',
    ],
    fr: [
      'La pharmacienne me montre le tiroir vide pour que je la croie.',
      'Une simple liste à l’entrée nous aurait évité le voyage.',
      'Quelqu’un a signé la livraison le {date}, donc quelqu’un sait.',
      'Ne me répondez pas avec la photo d’un ruban, s’il vous plaît.',
    ],
    ar: [
      'تريني الصيدلانية الدرج الفارغ حتى أصدقها.',
      'لو علقوا قائمة عند المدخل لوفروا علينا السفر.',
      'لقد وقع أحدهم على التسليم في {date}، إذن هناك من يعرف.',
      'لا تجيبوني بصورة شريط يقص من فضلكم.',
    ],
  },
}
