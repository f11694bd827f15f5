<?php

declare(strict_types=1);

namespace Seatbook;

use FFI\CData;

/**
 * What goes with everything that changes a book. The library never reads a clock: `on` says the day.
 */
final class Options
{
    private ?\Throwable $thrown = null;

    /**
     * @param string $requestId asking again with the same id gives the first report and changes nothing
     * @param ?\Closure(int, int): (bool|void) $progress is told rows done and rows in all; false stops the request
     */
    public function __construct(
        public readonly \DateTimeInterface|string $on,
        public readonly string $actor = '',
        public readonly string $reason = '',
        public readonly string $requestId = '',
        public readonly bool $atomic = false,
        public readonly bool $dryRun = false,
        public readonly ?\Closure $progress = null,
    ) {
    }

    /**
     * @internal
     */
    public function toNative(Texts $texts): CData
    {
        $ffi = Library::ffi();
        $native = Library::struct('seatbook_options');
        $native->on = Library::day($this->on);
        $native->mode = $this->atomic ? $ffi->SEATBOOK_MODE_ATOMIC : $ffi->SEATBOOK_MODE_BEST_EFFORT;
        $native->dry_run = $this->dryRun ? 1 : 0;
        $native->actor_id = $texts->one($this->actor);
        $native->reason = $texts->one($this->reason);
        $native->request_id = $texts->one($this->requestId);
        if ($this->progress !== null) {
            $native->progress = $this->report(...);
        }

        return $native;
    }

    /**
     * What the progress function threw, after the call.
     *
     * @internal
     */
    public function rethrow(): void
    {
        [$thrown, $this->thrown] = [$this->thrown, null];
        if ($thrown !== null) {
            throw $thrown;
        }
    }

    /**
     * Nothing may be thrown through C: it is kept, and the request stops.
     */
    private function report(?CData $userdata, int $done, int $total): int
    {
        try {
            return ($this->progress)($done, $total) === false ? 1 : 0;
        } catch (\Throwable $thrown) {
            $this->thrown = $thrown;

            return 1;
        }
    }
}
