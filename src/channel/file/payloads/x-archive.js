window.YTD.tweets.part0 = [
  {
    "tweet" : {
      "edit_info" : { "initial" : { "editTweetIds" : [ "1800000000000000201" ] } },
      "id" : "1800000000000000201",
      "id_str" : "1800000000000000201",
      "created_at" : "Sat Mar 14 09:30:00 +0000 2026",
      "full_text" : "We counted the broken pumps: 14 of 20 &lt; half work",
      "lang" : "en",
      "entities" : { "hashtags" : [ { "text" : "pumps" } ], "urls" : [ ], "user_mentions" : [ ] }
    }
  },
  {
    "tweet" : {
      "id" : "1800000000000000202",
      "id_str" : "1800000000000000202",
      "created_at" : "Sun Mar 15 09:30:00 +0000 2026",
      "full_text" : "¿Y el pozo? [sigue] {seco} \"todavía\"",
      "in_reply_to_status_id_str" : "1800000000000000201",
      "lang" : "es"
    }
  }
]
