# frozen_string_literal: true

require "date"
require "json"
require_relative "seatbook/native"

# The book of licence seats.
module Seatbook
  # A call failed and changed nothing. A row that was refused is not an error: the report says why.
  class Error < StandardError
    # In words, such as :unknown_product or :busy; the number of the status, as in seatbook.h; facts such as "line".
    attr_reader :status, :code, :details

    def initialize(message, status:, code:, details:)
      super(message)
      @status = status
      @code = code
      @details = details
    end
  end

  Row = Struct.new(:target, :product, :outcome, :refused, :sentence, :pool, :seat, :ends_on, keyword_init: true)
  Shortfall = Struct.new(:product, :needed, :available, :missing)
  Holder = Struct.new(:id, :pool, :seat, :state, :ends_on)

  # What became of a request, row by row in its order. Rows are read when they are asked for; the garbage collector
  # frees the report.
  class Report
    include Enumerable

    REFUSED = 3

    def initialize(made)
      @native = FFI::AutoPointer.new(made, Native.method(:report_free))
    end

    def size = Native.report_len(@native)

    def changed = Native.report_changed(@native)

    def refused = Native.report_failed(@native)

    # The operation's number in the journal; 0 if it was not written down.
    def operation = Native.report_operation(@native)

    def each
      return enum_for { size } unless block_given?

      size.times { |at| yield row(at) }
      self
    end

    def shortfalls
      Array.new(Native.report_shortfall_count(@native)) do |at|
        Shortfall.new(Native.report_shortfall_product(@native, at).to_s, Native.report_shortfall_needed(@native, at),
                      Native.report_shortfall_available(@native, at), Native.report_shortfall_missing(@native, at))
      end
    end

    private

    def row(at)
      outcome = Native.report_row_outcome(@native, at)
      pool = Native.report_row_seat_pool(@native, at).to_s
      Row.new(
        target: Native.report_row_target(@native, at).to_s, product: Native.report_row_product(@native, at).to_s,
        outcome: Native.outcome_name(outcome).to_sym, refused: Native.outcome_class(outcome) == REFUSED,
        sentence: Native.report_row_sentence(@native, at).to_s, pool: pool.empty? ? nil : pool,
        seat: pool.empty? ? nil : Native.report_row_seat_number(@native, at),
        ends_on: Native.date(Native.report_row_ends_on(@native, at))
      )
    end
  end

  # A book, in a file or in memory.
  #
  # Whatever has a method here goes through typed functions; everything else that the library can do is asked for with
  # #apply and #query, whose hashes are the JSON of seatbook's README.
  class Book
    ASSIGN = 1
    REVOKE = 2

    class << self
      # Makes a new book; it never overwrites anything. With a block, the book is closed after it.
      def create(path, &block) = with(new(Native.make(:book_create, path, nil)), &block)

      # Opens a book that is there. One process at a time may have it open for writing, any number for reading.
      def open(path, read_only: false, &block)
        options = Native.struct(Native::OpenOptions, read_only: read_only ? 1 : 0)
        with(new(Native.make(:book_open, path, options)), &block)
      end

      def in_memory(&block) = with(new(Native.make(:book_in_memory)), &block)

      private :new

      private

      def with(book)
        return book unless block_given?

        begin
          yield book
        ensure
          book.close
        end
      end
    end

    # The net below #close. Made in a method of the book, it would hold on to the book for ever.
    RELEASE = ->(book) { Native.book_close(book, nil) }
    private_constant :RELEASE

    def initialize(made)
      @native = FFI::AutoPointer.new(made, RELEASE)
    end

    # Lets go of the file. Whatever happened before is on disk already.
    def close
      return if @native.nil?

      Native.call(:book_close, @native)
      @native.autorelease = false
      @native = nil
    end

    # Takes over what the host knows: orgs, users, groups, products, pools, rules. Gives back the load report: how many
    # were new, changed and so on by kind, and "refused", what was not taken and why.
    def load(what, **options)
      load = FFI::AutoPointer.new(Native.make(:load_from_json, JSON.generate(what)), Native.method(:load_free))
      report = change(:book_load, load, **options)
      JSON.parse(Native.load_report_json(report).to_s)
    ensure
      Native.load_report_free(report) if report
    end

    # Gives each of the users a seat of each of the products, as far as there are seats.
    def assign(users, products, **options) = apply_users(ASSIGN, users, products, **options)

    # Takes the products back from the users.
    def revoke(users, products, **options) = apply_users(REVOKE, users, products, **options)

    # Does what a request says, whatever it is.
    def apply(request) = Report.new(Native.make(:apply_json, native, JSON.generate(request)))

    # Answers a question, whatever it is.
    def query(question)
      answer = Native.make(:query_json, native, JSON.generate(question))
      JSON.parse(Native.text_str(answer).to_s)
    ensure
      Native.text_free(answer) if answer
    end

    # Everybody who holds the product on a day, read page by page.
    def holders(product, on:, page: 1000)
      return enum_for(:holders, product, on: on, page: page) unless block_given?

      cursor = ""
      loop do
        made = Native.make(:book_holders, native, product, Native.day(on), cursor, page)
        holders = FFI::AutoPointer.new(made, Native.method(:holders_free))
        Native.holders_len(holders).times { |at| yield holder(holders, at) }
        cursor = Native.holders_next(holders).to_s
        break if cursor.empty?
      end
    end

    # Seats of a product on a day: total, assigned, started, available and so on, as in seatbook.h.
    def counts(product, on:, org: "")
      counts = Native.struct(Native::Counts)
      Native.call(:book_counts, native, product, org, Native.day(on), counts)
      (counts.members - %i[size reserved]).to_h { |name| [name, counts[name]] }
    end

    private

    def apply_users(operation, users, products, **options)
      users = Array(users)
      products = Array(products)
      Report.new(change(:apply_users, operation, users, users.size, products, products.size, nil, **options))
    end

    # Calls a function whose last argument are options. Nothing may be raised through C: what the block or lambda of
    # `progress` raises is kept, and the request stops.
    def change(function, *arguments, on:, actor: "", reason: "", request_id: "", atomic: false, dry_run: false,
               progress: nil)
      keep = []
      raised = nil
      options = Native.struct(Native::Options, on: Native.day(on), mode: atomic ? 1 : 0, dry_run: dry_run ? 1 : 0)
      { actor_id: actor, reason: reason, request_id: request_id }.each { |name, it| options[name].point_to(it, keep) }
      told = lambda do |_, done, total|
        progress.call(done, total) == false ? 1 : 0
      rescue Exception => e # rubocop:disable Lint/RescueException
        raised = e
        1
      end
      options[:progress] = told if progress
      Native.make(function, native, *arguments, options)
    rescue Error => e
      raise raised || e
    end

    def holder(holders, at)
      Holder.new(
        Native.holders_holder(holders, at).to_s, Native.holders_pool(holders, at).to_s,
        Native.holders_seat(holders, at),
        Native.seat_state_name(Native.holders_state(holders, at)).to_sym,
        Native.date(Native.holders_ends_on(holders, at))
      )
    end

    def native = @native || raise(IOError, "the book is closed")
  end
end
