using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace BackupConsole.Sandbox.Operator.Model;

/// <summary>Numbers that look random and are the same for the same texts, on every machine and after every restart.</summary>
internal static class Chance
{
    private const string Crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
    private const string PodLetters = "bcdfghjklmnpqrstvwxz2456789";

    /// <summary>A number from 0 up to, but not including, 1.</summary>
    public static double Of(params ReadOnlySpan<string> texts) => BinaryPrimitives.ReadUInt32LittleEndian(Hash(texts)) / (uint.MaxValue + 1.0);

    /// <summary>A number of a range.</summary>
    public static double Between(double low, double high, params ReadOnlySpan<string> texts) => low + ((high - low) * Of(texts));

    /// <summary>64 hexadecimal digits, as restic names its snapshots.</summary>
    public static string Hex(params ReadOnlySpan<string> texts) => Convert.ToHexStringLower(Hash(texts));

    /// <summary>The five characters Kubernetes adds to the names of pods.</summary>
    public static string Suffix(params ReadOnlySpan<string> texts)
    {
        byte[] hash = Hash(texts);
        return string.Create(5, hash, (target, source) =>
        {
            for (int i = 0; i < target.Length; i++)
            {
                target[i] = PodLetters[source[i] % PodLetters.Length];
            }
        });
    }

    /// <summary>A ULID: 10 characters of time in milliseconds and 16 of chance, in Crockford's base 32.</summary>
    public static string Ulid(DateTimeOffset time, params ReadOnlySpan<string> texts)
    {
        StringBuilder text = new(26);
        long milliseconds = time.ToUnixTimeMilliseconds();
        for (int i = 9; i >= 0; i--)
        {
            text.Append(Crockford[(int)((milliseconds >> (5 * i)) & 31)]);
        }

        byte[] hash = Hash(texts);
        for (int i = 0; i < 16; i++)
        {
            text.Append(Crockford[hash[i] % 32]);
        }

        return text.ToString();
    }

    /// <summary>A fingerprint that does not give a secret away.</summary>
    public static string Fingerprint(string secret) => Hex("fingerprint", secret.Length.ToString(CultureInfo.InvariantCulture), secret)[..16];

    private static byte[] Hash(ReadOnlySpan<string> texts) => SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', texts)));
}
