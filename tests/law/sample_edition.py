"""A sample of a local edition: its head, and one line of it."""

HEAD = """
edition: sample
base: cn
says: {zh: 示例, en: a sample}
authority: 示例
valid_on: 2026-11-27
"""
LINE = """
form: threshold
provision: "cn/fashi-2017-10/5-1-7"
article: 示例规定 第一条
sentence: 违法所得三千元以上的
says: {zh: 违法所得三千元以上。, en: Gains of 3000 yuan or more.}
source: {title: 示例, url: "https://law.example/1", read: 2026-11-27}
status: unverified
valid_on: 2026-11-27
applies_to: act_date
effective_from: 2026-01-01
outcome: serious
shares: {2026-01-01: {gains: 3000}}
"""
