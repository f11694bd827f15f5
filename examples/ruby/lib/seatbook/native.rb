# frozen_string_literal: true

require "ffi"

module Seatbook
  # libseatbook as the gem ffi sees it.
  #
  # The environment variable SEATBOOK_LIBRARY says which library, if it is not where the system's loader looks.
  module Native
    extend FFI::Library

    library = ENV.fetch("SEATBOOK_LIBRARY", "libseatbook.so.0")
    begin
      ffi_lib library
    rescue LoadError
      raise LoadError, "cannot load #{library}; install libseatbook, or set SEATBOOK_LIBRARY to its path"
    end

    NO_DAY = -2**31

    # A text: bytes and their number, no NUL.
    class Str < FFI::Struct
      layout :data, :pointer, :len, :size_t

      # Points to a copy of a string, which lives as long as `keep` does.
      def point_to(string, keep)
        bytes = String.try_convert(string)&.encode(Encoding::UTF_8)
        raise TypeError, "no implicit conversion of #{string.class} into String" if bytes.nil?

        keep << FFI::MemoryPointer.new(:char, [bytes.bytesize, 1].max).put_bytes(0, bytes)
        self[:data] = keep.last
        self[:len] = bytes.bytesize
        self
      end

      # A copy: the bytes belong to an object of the library.
      def to_s
        self[:len].zero? ? +"" : self[:data].read_bytes(self[:len]).force_encoding(Encoding::UTF_8)
      end
    end

    callback :progress, %i[pointer size_t size_t], :int32

    class Options < FFI::Struct
      layout :size, :size_t, :on, :int32, :mode, :int32, :dry_run, :uint32, :has_at, :uint32, :at, :int64,
             :expected_revision, :uint64, :has_expected_revision, :uint32, :unit, :int32, :actor_id, Str,
             :actor_role, Str, :reason, Str, :request_id, Str, :progress, :progress, :progress_userdata, :pointer,
             :cancel, :pointer
    end

    class OpenOptions < FFI::Struct
      layout :size, :size_t, :read_only, :uint32, :trusted, :uint32, :busy_timeout_ms, :int64, :cache_bytes, :uint64,
             :licence_keys, :pointer, :licence_key_count, :size_t
    end

    class Counts < FFI::Struct
      layout :size, :size_t, :total, :uint64, :assigned, :uint64, :started, :uint64, :available, :uint64,
             :new_seats, :uint64, :reusable, :uint64, :retired, :uint64, :expired, :uint64, :upcoming, :uint64,
             :suspended, :uint64, :over, :uint64, :unlimited, :uint32, :reserved, :uint32
    end

    # Functions that can fail; `out_error` is added.
    FALLIBLE = {
      day_parse: [Str.by_value, :pointer],
      book_create: [Str.by_value, :pointer, :pointer],
      book_open: [Str.by_value, :pointer, :pointer],
      book_in_memory: [:pointer],
      book_close: [:pointer],
      load_from_json: [Str.by_value, :pointer],
      book_load: %i[pointer pointer pointer pointer],
      apply_users: %i[pointer int32 pointer size_t pointer size_t pointer pointer pointer],
      apply_json: [:pointer, Str.by_value, :pointer],
      query_json: [:pointer, Str.by_value, :pointer],
      book_holders: [:pointer, Str.by_value, :int32, Str.by_value, :size_t, :pointer],
      book_counts: [:pointer, Str.by_value, Str.by_value, :int32, :pointer]
    }.freeze
    FALLIBLE.each { |name, parameters| attach_function name, "seatbook_#{name}", [*parameters, :pointer], :int32 }

    # Functions that tell of an object, and of one of its rows.
    { Str.by_value => %i[error_json text_str load_report_json holders_next],
      :size_t => %i[report_len report_shortfall_count holders_len],
      :uint64 => %i[report_operation report_changed report_failed],
      :void => %i[error_free text_free load_free load_report_free report_free holders_free] }.each do |result, names|
      names.each { |name| attach_function name, "seatbook_#{name}", [:pointer], result }
    end
    { Str.by_value => %i[report_row_target report_row_product report_row_seat_pool report_row_sentence
                         report_shortfall_product holders_holder holders_pool],
      :uint64 => %i[report_shortfall_needed report_shortfall_available report_shortfall_missing],
      :uint32 => %i[report_row_seat_number holders_seat],
      :int32 => %i[report_row_outcome report_row_ends_on holders_state holders_ends_on] }.each do |result, names|
      names.each { |name| attach_function name, "seatbook_#{name}", %i[pointer size_t], result }
    end
    attach_function :outcome_name, :seatbook_outcome_name, [:int32], :string
    attach_function :outcome_class, :seatbook_outcome_class, [:int32], :int32
    attach_function :seat_state_name, :seatbook_seat_state_name, [:int32], :string

    module_function

    # Calls a function that can fail. Strings and lists of strings become what C wants.
    def call(name, *arguments)
      keep = []
      native = FALLIBLE.fetch(name).zip(arguments).map { |type, argument| convert(type, argument, keep) }
      error = FFI::MemoryPointer.new(:pointer)
      status = public_send(name, *native, error)
      raise failure(error.read_pointer, status) unless status.zero?
    end

    # Calls a function whose last parameter before `out_error` is an object that it makes.
    def make(name, *arguments)
      made = FFI::MemoryPointer.new(:pointer)
      call(name, *arguments, made)
      made.read_pointer
    end

    # A struct that begins with its size; all else is 0.
    def struct(type, **fields)
      type.new.tap do |struct|
        struct[:size] = type.size
        fields.each { |name, value| struct[name] = value }
      end
    end

    # A Date, or "2026-08-17", as the library counts days.
    def day(date)
      parsed = FFI::MemoryPointer.new(:int32)
      call(:day_parse, date.to_s, parsed)
      parsed.read_int32
    end

    def date(day)
      day == NO_DAY ? nil : Date.new(1970, 1, 1) + day
    end

    def convert(type, argument, keep)
      # nil instead of a struct by value would end the process.
      return Str.new.point_to(argument, keep) if type.is_a?(FFI::StructByValue)

      case argument
      when Array
        keep << (all = FFI::MemoryPointer.new(Str, [argument.size, 1].max))
        argument.each_with_index { |text, at| Str.new(all + at * Str.size).point_to(text, keep) }
        all
      else argument
      end
    end

    def failure(error, status)
      facts = JSON.parse(error_json(error).to_s)
      Error.new(facts["message"], status: facts["status"].to_sym, code: status, details: facts["details"])
    ensure
      error_free(error)
    end
  end
end
