export interface Sample {
  readonly encodings: readonly string[];
  readonly rows: readonly string[];
}

/** Rows as people write them, by language, and the encodings in which they do. */
export const samples: Readonly<Record<string, Sample>> = {
  fr: {
    encodings: ['windows-1252', 'macintosh', 'iso-8859-15'],
    rows: [
      'Pompe à chaleur,Atelier 3 (Orléans),déjà révisée',
      "Étau d'établi,Besançon,réglé en février",
      "Château d'eau,Saint-Étienne,contrôle périodique",
      'Crème brûlée,Évry,périmée',
      'Fenêtre côté nord,Angoulême,vitre fêlée',
    ],
  },
  de: {
    encodings: ['windows-1252', 'macintosh', 'iso-8859-15'],
    rows: [
      'Kühlschrank,Büro München,geprüft',
      'Bohrmaschine,Straße 12,größer',
      'Prüfgerät,Köln,übergeben',
      'Müller & Söhne,Düsseldorf,fällig',
      'Schweißgerät,Nürnberg,weiß',
    ],
  },
  es: {
    encodings: ['windows-1252', 'macintosh'],
    rows: [
      'Máquina de café,Málaga,revisión técnica',
      'Señal de tráfico,Logroño,pequeña',
      'Cámara frigorífica,Cádiz,averiada',
      'Niño,León,¿válido?',
      'Extintor,A Coruña,caducó',
    ],
  },
  pt: {
    encodings: ['windows-1252', 'macintosh'],
    rows: [
      'Ação preventiva,São Paulo,manutenção',
      'Câmera,Brasília,não',
      'Armário,Florianópolis,conservação',
      'Relógio,Maceió,avó',
    ],
  },
  sv: {
    encodings: ['windows-1252', 'macintosh'],
    rows: ['Kylskåp,Malmö,trasig på våren', 'Bänk,Göteborg,nästa år', 'Höglyftare,Örebro,ägs av åkeri'],
  },
  pl: {
    encodings: ['windows-1250', 'iso-8859-2'],
    rows: [
      'Łódź magazyn,Kraków,proszę sprawdzić',
      'Śruba,Częstochowa,zużyta część',
      'Wiertarka,Gdańsk,właściciel żąda',
      'Książka,Białystok,dobrze się trzyma',
    ],
  },
  cs: {
    encodings: ['windows-1250', 'iso-8859-2'],
    rows: [
      'Židle,Plzeň,třetí patro',
      'Šroub,Děčín,potřeba vyměnit',
      'Čerpadlo,Brno,není připojeno',
      'Skříň,Kroměříž,žlutá',
    ],
  },
  hu: {
    encodings: ['windows-1250', 'iso-8859-2'],
    rows: ['Hűtőszekrény,Győr,felújított', 'Szék,Pécs,törött lába', 'Őrtorony,Eger,működő', 'Fűrész,Székesfehérvár,új'],
  },
  ro: {
    encodings: ['iso-8859-16'],
    rows: [
      'Frigider,Iași,funcționează',
      'Ușă,Brașov,a fost schimbată',
      'Mașină,Timișoara,înregistrată în 2023',
      'Șurub,Constanța,câteva bucăți',
    ],
  },
  'ro with cedillas': {
    encodings: ['windows-1250', 'iso-8859-2'],
    rows: [
      'Frigider,Iaşi,funcţionează',
      'Uşă,Braşov,a fost schimbată',
      'Maşină,Timişoara,înregistrată în 2023',
      'Şurub,Constanţa,câteva bucăţi',
    ],
  },
  hr: {
    encodings: ['windows-1250', 'iso-8859-2'],
    rows: ['Ćuprija,Čakovec,već provjereno', 'Žarulja,Šibenik,može', 'Stolac,Đakovo,dužina'],
  },
  ru: {
    encodings: ['windows-1251', 'koi8-r', 'iso-8859-5', 'ibm866', 'x-mac-cyrillic'],
    rows: [
      'Насос,Москва,требует ремонта',
      'Холодильник,Санкт-Петербург,новый',
      'Станок,Екатеринбург,проверен в марте',
      'Стул,Казань,сломан',
    ],
  },
  uk: {
    encodings: ['windows-1251', 'koi8-u'],
    rows: [
      'Насос,Київ,потребує ремонту',
      'Холодильник,Львів,її власність',
      'Верстат,Чернігів,перевірено',
      'Стілець,Харків,зламаний',
    ],
  },
  bg: {
    encodings: ['windows-1251'],
    rows: ['Помпа,София,нуждае се от ремонт', 'Хладилник,Пловдив,нов', 'Стол,Варна,счупен'],
  },
  el: {
    encodings: ['windows-1253', 'iso-8859-7'],
    rows: ['Αντλία,Αθήνα,χρειάζεται επισκευή', 'Ψυγείο,Θεσσαλονίκη,καινούργιο', 'Καρέκλα,Πάτρα,σπασμένη'],
  },
  tr: {
    encodings: ['windows-1254'],
    rows: [
      'Buzdolabı,İstanbul,değiştirilmesi gerekiyor',
      'Sandalye,Şanlıurfa,kırık',
      'Pompa,Eskişehir,çalışıyor ve yağlı',
    ],
  },
  he: {
    encodings: ['windows-1255', 'iso-8859-8'],
    rows: ['משאבה,תל אביב,דרוש תיקון', 'מקרר,ירושלים,חדש', 'כיסא,חיפה,שבור'],
  },
  ar: {
    encodings: ['windows-1256', 'iso-8859-6'],
    rows: ['مضخة,القاهرة,تحتاج الى اصلاح', 'ثلاجة,بغداد,جديدة', 'كرسي,دمشق,مكسور'],
  },
  lt: {
    encodings: ['windows-1257', 'iso-8859-13'],
    rows: [
      'Šaldytuvas,Šiauliai,reikia pakeisti dalį',
      'Kėdė,Vilnius,sulūžusi',
      'Siurblys,Panevėžys,veikia gerai žiemą',
    ],
  },
  lv: {
    encodings: ['windows-1257'],
    rows: ['Ledusskapis,Rīga,jānomaina daļa', 'Krēsls,Liepāja,salauzts', 'Sūknis,Rēzekne,darbojas labi ziemā'],
  },
  et: {
    encodings: ['windows-1257'],
    rows: ['Külmik,Võru,vajab hooldust', 'Tööpink,Pärnu,läbi vaadatud', 'Käru,Jõgeva,märts'],
  },
  vi: {
    encodings: ['windows-1258'],
    rows: ['Máy bơm,Hà Nội,cần sửa chữa', 'Tủ lạnh,Huế,mới mua', 'Ghế,Đà Lạt,bị gãy'],
  },
  th: { encodings: ['windows-874'], rows: ['ปั๊มน้ำ,กรุงเทพ,ต้องซ่อม', 'ตู้เย็น,เชียงใหม่,ใหม่', 'เก้าอี้,ภูเก็ต,หัก'] },
  ja: {
    encodings: ['shift_jis', 'euc-jp'],
    rows: [
      '冷蔵庫,東京都千代田区,修理が必要',
      '椅子,大阪市北区,壊れています',
      'ポンプ,名古屋,表示ソフト',
      'ﾃｽﾄ,横浜,能力',
    ],
  },
  'ja in seven bits': {
    encodings: ['iso-2022-jp'],
    rows: ['冷蔵庫,東京都千代田区,修理が必要', '椅子,大阪市北区,壊れています'],
  },
  zh: {
    encodings: ['gb18030', 'gbk'],
    rows: ['冰箱,北京市朝阳区,需要修理', '椅子,上海市浦东新区,已损坏', '水泵,广州,表示正常'],
  },
  tw: { encodings: ['big5'], rows: ['冰箱,臺北市中正區,需要修理', '椅子,高雄市,已損壞', '水泵,臺中,功能許可'] },
  ko: {
    encodings: ['euc-kr'],
    rows: ['냉장고,서울특별시 종로구,수리가 필요함', '의자,부산광역시,파손됨', '펌프,대구,정상'],
  },
};
