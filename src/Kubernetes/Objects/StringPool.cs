using System.Text;

namespace BackupConsole.Kubernetes.Objects;

/// <summary>
/// Shares equal strings that many objects repeat: namespaces, phases, kinds, label keys. It is a cache of fixed size and not a
/// dictionary: a string that is not found takes the place of an older one, so that any number of distinct strings may pass through.
/// Meant for values that repeat; names and uids of objects only push those out. Thread-safe.
/// </summary>
public sealed class StringPool
{
    /// <summary>Longer strings are returned unshared; Kubernetes' label keys have at most 317 characters, its names 253.</summary>
    public const int MaxLength = 320;

    private const int Ways = 2;

    // Racing writers may lose an entry or store it twice. Both only cost a string that is not shared, so there is no lock.
    private readonly string?[] slots;
    private readonly int setMask;

    /// <summary>Creates a pool that holds at most <paramref name="capacity"/> strings.</summary>
    /// <param name="capacity">From 2 to 1,048,576; rounded up to a power of two.</param>
    /// <exception cref="ArgumentOutOfRangeException">The capacity is out of range.</exception>
    public StringPool(int capacity = 16_384)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, Ways);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(capacity, 1 << 20);
        int rounded = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)capacity);
        slots = new string?[rounded];
        setMask = rounded / Ways - 1;
    }

    /// <summary>The pool of the row readers.</summary>
    public static StringPool Shared { get; } = new();

    /// <summary>How many strings the pool can hold.</summary>
    public int Capacity => slots.Length;

    /// <summary>How many strings the pool holds now; it never exceeds <see cref="Capacity"/>.</summary>
    public int Count => slots.Count(slot => slot is not null);

    /// <summary>The shared string with these characters.</summary>
    public string Get(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return string.Empty;
        }

        if (text.Length > MaxLength)
        {
            return text.ToString();
        }

        int first = (string.GetHashCode(text) & setMask) * Ways;
        ref string? recent = ref slots[first];
        ref string? older = ref slots[first + 1];
        string? candidate = Volatile.Read(ref recent);
        if (candidate is not null && text.SequenceEqual(candidate))
        {
            return candidate;
        }

        string? second = Volatile.Read(ref older);
        string result = second is not null && text.SequenceEqual(second) ? second : text.ToString();

        // What is asked for often stays: a hit moves to the front, a newcomer pushes the front back.
        Volatile.Write(ref older, candidate);
        Volatile.Write(ref recent, result);
        return result;
    }

    /// <summary>The shared string with these UTF-8 bytes; nothing is allocated when the pool has it.</summary>
    /// <exception cref="DecoderFallbackException">The bytes are not UTF-8.</exception>
    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > MaxLength)
        {
            return StrictUtf8.GetString(utf8);
        }

        // UTF-8 never needs fewer bytes than UTF-16 needs characters.
        Span<char> characters = stackalloc char[MaxLength];
        int length = StrictUtf8.GetChars(utf8, characters);
        return Get(characters[..length]);
    }

    private static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
}
