<?php

declare(strict_types=1);

namespace Seatbook;

use FFI\CData;

/**
 * What became of a request, row by row in its order. Rows are read when they are asked for, so a report of a hundred
 * thousand rows costs no hundred thousand objects.
 *
 * @implements \IteratorAggregate<int, Row>
 */
final class Report implements \IteratorAggregate, \Countable
{
    /**
     * @internal
     */
    public function __construct(private readonly CData $native)
    {
    }

    public function __destruct()
    {
        Library::ffi()->seatbook_report_free($this->native);
    }

    private function __clone()
    {
        // Two objects would free the same report.
    }

    public function count(): int
    {
        return Library::ffi()->seatbook_report_len($this->native);
    }

    /**
     * @return \Generator<int, Row>
     */
    public function getIterator(): \Generator
    {
        for ($at = 0, $rows = count($this); $at < $rows; $at++) {
            yield $at => $this->row($at);
        }
    }

    public function changed(): int
    {
        return Library::ffi()->seatbook_report_changed($this->native);
    }

    public function refused(): int
    {
        return Library::ffi()->seatbook_report_failed($this->native);
    }

    /**
     * The operation's number in the journal; 0 if it was not written down.
     */
    public function operation(): int
    {
        return Library::ffi()->seatbook_report_operation($this->native);
    }

    /**
     * Products with too few seats: what was needed, what there was, what is missing.
     *
     * @return \Generator<string, array{needed: int, available: int, missing: int}>
     */
    public function shortfall(): \Generator
    {
        $ffi = Library::ffi();
        for ($at = 0, $count = $ffi->seatbook_report_shortfall_count($this->native); $at < $count; $at++) {
            yield Library::text($ffi->seatbook_report_shortfall_product($this->native, $at)) => [
                'needed' => $ffi->seatbook_report_shortfall_needed($this->native, $at),
                'available' => $ffi->seatbook_report_shortfall_available($this->native, $at),
                'missing' => $ffi->seatbook_report_shortfall_missing($this->native, $at),
            ];
        }
    }

    private function row(int $at): Row
    {
        $ffi = Library::ffi();
        $outcome = $ffi->seatbook_report_row_outcome($this->native, $at);
        $pool = Library::text($ffi->seatbook_report_row_seat_pool($this->native, $at));

        return new Row(
            target: Library::text($ffi->seatbook_report_row_target($this->native, $at)),
            product: Library::text($ffi->seatbook_report_row_product($this->native, $at)),
            outcome: $ffi->seatbook_outcome_name($outcome),
            refused: $ffi->seatbook_outcome_class($outcome) === $ffi->SEATBOOK_CLASS_REFUSED,
            sentence: Library::text($ffi->seatbook_report_row_sentence($this->native, $at)),
            seat: $pool === '' ? null : "$pool/" . $ffi->seatbook_report_row_seat_number($this->native, $at),
            endsOn: Library::date($ffi->seatbook_report_row_ends_on($this->native, $at)),
        );
    }
}
