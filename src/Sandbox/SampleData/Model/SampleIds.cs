using System.Globalization;
using System.Text;

namespace BackupConsole.Sandbox.SampleData.Model;

/// <summary>Everything that looks like chance, worked out from a seed and a name: the same whatever is made before or after.</summary>
internal sealed class SampleIds(int seed)
{
    private const string UlidDigits = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    // The letters Kubernetes ends generated names with.
    private const string SuffixLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A number for a name.</summary>
    public ulong Number(string name)
    {
        ulong hash = 14695981039346656037UL ^ (uint)seed;
        foreach (char letter in name)
        {
            hash = unchecked((hash ^ letter) * 1099511628211UL);
        }

        return Mix(hash);
    }

    /// <summary>A fraction from 0 up to 1 for a name.</summary>
    public double Fraction(string name) => (Number(name) >> 11) * (1.0 / (1UL << 53));

    /// <summary>A uid (version 4) for a name.</summary>
    public string Uid(string name)
    {
        ulong first = Number(name);
        ulong second = Mix(first + 1);
        return string.Create(CultureInfo.InvariantCulture, $"{first >> 32:x8}-{(first >> 16) & 0xffff:x4}-4{first & 0xfff:x3}-{0x8000 | ((second >> 48) & 0x3fff):x4}-{second & 0xffffffffffff:x12}");
    }

    /// <summary>Hexadecimal digits for a name, such as the 64 of a restic snapshot.</summary>
    public string Hex(string name, int length)
    {
        StringBuilder text = new(length + 16);
        for (ulong value = Number(name); text.Length < length; value = Mix(value + 1))
        {
            text.Append(CultureInfo.InvariantCulture, $"{value:x16}");
        }

        return text.ToString(0, length);
    }

    /// <summary>A ULID: the time in milliseconds, then digits for a name.</summary>
    public string Ulid(DateTimeOffset time, string name)
    {
        Span<char> text = stackalloc char[26];
        ulong milliseconds = (ulong)time.ToUnixTimeMilliseconds() + (Number(name) % 1000);
        for (int at = 9; at >= 0; at--, milliseconds >>= 5)
        {
            text[at] = UlidDigits[(int)(milliseconds & 31)];
        }

        ulong value = Number(name);
        for (int at = 10; at < 26; at++)
        {
            value = Mix(value + 1);
            text[at] = UlidDigits[(int)(value & 31)];
        }

        return new string(text);
    }

    /// <summary>The five letters a pod's name ends with.</summary>
    public string Suffix(string name)
    {
        ulong value = Number(name);
        return string.Create(5, value, (text, rest) =>
        {
            for (int at = 0; at < text.Length; at++, rest /= (ulong)SuffixLetters.Length)
            {
                text[at] = SuffixLetters[(int)(rest % (ulong)SuffixLetters.Length)];
            }
        });
    }

    // The finalizer of splitmix64: neighbouring inputs give unlike outputs.
    private static ulong Mix(ulong value)
    {
        unchecked
        {
            value += 0x9e3779b97f4a7c15UL;
            value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9UL;
            value = (value ^ (value >> 27)) * 0x94d049bb133111ebUL;
            return value ^ (value >> 31);
        }
    }
}
