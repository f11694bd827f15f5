<?php

declare(strict_types=1);

namespace Seatbook;

use FFI;
use FFI\CData;

/**
 * libseatbook as PHP's FFI sees it: found once, then called.
 *
 * The environment variable SEATBOOK_LIBRARY says which library, if it is not where the system's loader looks, and
 * SEATBOOK_CDEF where its declarations are.
 *
 * @internal
 */
final class Library
{
    private const DECLARATIONS = [
        __DIR__ . '/../../../include/seatbook.cdef.h',
        '/usr/local/include/seatbook.cdef.h',
        '/usr/include/seatbook.cdef.h',
    ];

    private static ?FFI $ffi = null;

    public static function ffi(): FFI
    {
        return self::$ffi ??= self::load(getenv('SEATBOOK_LIBRARY') ?: 'libseatbook.so.0');
    }

    /**
     * Calls a function whose last parameter is `out_error`. Texts, lists of texts and options are turned into what C
     * wants, in memory that is kept until the call is done.
     */
    public static function call(string $function, mixed ...$arguments): void
    {
        $texts = new Texts();
        $native = array_map(static fn (mixed $argument) => match (true) {
            is_string($argument) => $texts->one($argument),
            is_array($argument) => $texts->many($argument),
            $argument instanceof Options => FFI::addr($texts->keep($argument->toNative($texts))),
            default => $argument,
        }, $arguments);
        $error = self::ffi()->new('seatbook_error *');
        $status = self::ffi()->$function(...[...$native, FFI::addr($error)]);
        if ($status !== self::ffi()->SEATBOOK_OK) {
            throw self::exception($error);
        }
    }

    /**
     * Calls a function whose last parameters are an object that it makes and `out_error`.
     *
     * @param string $type of the object, such as `seatbook_report`
     */
    public static function make(string $type, string $function, mixed ...$arguments): CData
    {
        $made = self::ffi()->new("$type *");
        self::call($function, ...[...$arguments, FFI::addr($made)]);

        return $made;
    }

    /**
     * A copy of a text that belongs to an object of the library.
     */
    public static function text(CData $view): string
    {
        return $view->len === 0 ? '' : FFI::string($view->data, $view->len);
    }

    /**
     * A struct that begins with its size.
     */
    public static function struct(string $type): CData
    {
        $struct = self::ffi()->new($type);
        $struct->size = FFI::sizeof($struct);

        return $struct;
    }

    /**
     * A day as the library counts it.
     */
    public static function day(\DateTimeInterface|string $day): int
    {
        $parsed = self::ffi()->new('seatbook_day');
        self::call('seatbook_day_parse', is_string($day) ? $day : $day->format('Y-m-d'), FFI::addr($parsed));

        return $parsed->cdata;
    }

    /**
     * The date of a day, or null for none.
     */
    public static function date(int $day): ?\DateTimeImmutable
    {
        // SEATBOOK_NO_DAY, which is no enumerator: FFI knows no preprocessor.
        return $day === -2147483648 ? null : new \DateTimeImmutable(($day * 86400) . ' seconds 1970-01-01 UTC');
    }

    private static function exception(CData $error): SeatbookException
    {
        $ffi = self::ffi();
        $json = self::text($ffi->seatbook_error_json($error));
        $status = $ffi->seatbook_error_status($error);
        $ffi->seatbook_error_free($error);
        $facts = json_decode($json, true, flags: JSON_THROW_ON_ERROR);

        return new SeatbookException($facts['message'], $status, $facts['status'], $facts['details'] ?? []);
    }

    private static function load(string $library): FFI
    {
        $places = getenv('SEATBOOK_CDEF') ? [getenv('SEATBOOK_CDEF')] : self::DECLARATIONS;
        $declarations = array_values(array_filter($places, is_readable(...)))[0] ?? null;
        if ($declarations === null) {
            $tried = implode(', ', $places);
            throw new \RuntimeException("cannot read seatbook.cdef.h in $tried; set SEATBOOK_CDEF");
        }
        try {
            return FFI::cdef(file_get_contents($declarations), $library);
        } catch (FFI\Exception $why) {
            $hint = str_contains($why->getMessage(), 'ffi.enable')
                ? 'preload the classes, or set ffi.enable=true in php.ini; see the README'
                : 'install libseatbook, or set SEATBOOK_LIBRARY to its path';
            throw new \RuntimeException("cannot use $library: {$why->getMessage()}; $hint", previous: $why);
        }
    }
}
