# frozen_string_literal: true

# Seats for the contacts of a CRM, as a plug-in would see to them.
#
#     ruby contacts.rb [where to make the book]

begin
  require_relative "lib/seatbook"
rescue LoadError => e
  abort "contacts: #{e.message}"
end

SKÅNE = {
  orgs: [{ id: "skåne", name: "Skåne" }],
  users: [
    { id: "åsa", org: "skåne" },
    { id: "björn", org: "skåne" },
    { id: "陳偉", org: "skåne" },
    { id: "zoë", org: "skåne", enabled: false },
    { id: "émile", org: "lycée" }
  ],
  products: [{ id: "maths", name: "Maths" }],
  pools: [{ id: "order-7", product: "maths", org: "skåne", quantity: 2, start_policy: "on_first_use",
            duration: "12 months", release: "reuse" }]
}.freeze

def show(title, report)
  puts "", title
  report.each { |row| puts "  #{row.target}: #{row.outcome} (#{row.sentence})" }
  puts "  #{report.changed} changed, #{report.refused} refused"
  report.shortfalls.each do |short|
    puts "  #{short.product}: #{short.needed} needed, #{short.available} available, #{short.missing} missing"
  end
end

def story(book)
  loaded = book.load(SKÅNE, on: "2026-08-17")
  puts "loaded"
  loaded["refused"].each { |refused| puts "  #{refused["entity"]} #{refused["id"]}: #{refused["message"]}" }

  progress = ->(done, total) { puts "", "progress: #{done} of #{total} rows" }
  show "2026-08-17 seats for five",
       book.assign(%w[åsa björn 陳偉 zoë nobody], "maths", on: "2026-08-17", actor: "crm", reason: "new school year",
                                                         progress: progress)
  show "2026-09-01 first lesson",
       book.apply(on: "2026-09-01", items: [{ op: "start", users: %w[åsa björn], product: "maths" }])

  october = { on: Date.new(2026, 10, 5), actor: "crm", reason: "moved away" }
  show "2026-10-05 björn moves away", book.revoke("björn", "maths", **october)

  supply = book.query(query: "supply", product: "maths", org: "skåne", on: "2026-10-05")
  ends_on = supply["reusable"].first["ends_on"]
  show "2026-10-05 the seat until #{ends_on} for 陳偉",
       book.apply(on: "2026-10-05", items: [{ op: "reuse", user: "陳偉", product: "maths", ends_on: ends_on }])

  puts "", "who has maths"
  book.holders("maths", on: "2026-10-05", page: 1) do |holder|
    puts "  #{holder.id}: #{holder.state}, until #{holder.ends_on}"
  end
  counts = book.counts("maths", on: "2026-10-05")
  puts "  #{counts[:total]} seats: #{counts[:assigned]} assigned, #{counts[:available]} available"

  puts "", "what is not there"
  begin
    book.assign("åsa", "physics", **october)
  rescue Seatbook::Error => e
    puts "  #{e.code} #{e.status}: #{e.message}"
  end
end

begin
  Seatbook::Book.create(ARGV.fetch(0, "contacts.book")) { |book| story(book) }
rescue Seatbook::Error => e
  abort "contacts: #{e.message}"
end
