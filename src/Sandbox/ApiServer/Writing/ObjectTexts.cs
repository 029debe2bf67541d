using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Writing;

/// <summary>Texts a server writes into metadata: times, uids, generated names.</summary>
internal static class ObjectTexts
{
    private const string NameCharacters = "bcdfghjklmnpqrstvwxz2456789";
    private const int RandomLength = 5;
    private const int MaxNameLength = 63;

    /// <summary>A moment in whole seconds.</summary>
    public static string Time(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>A new name with a prefix.</summary>
    public static string Generate(string prefix)
    {
        string kept = prefix.Length > MaxNameLength - RandomLength ? prefix[..(MaxNameLength - RandomLength)] : prefix;
        return kept + RandomNumberGenerator.GetString(NameCharacters, RandomLength);
    }

    /// <summary>The same name for the same seed.</summary>
    public static string Generate(string prefix, string seed)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed));
        string kept = prefix.Length > MaxNameLength - RandomLength ? prefix[..(MaxNameLength - RandomLength)] : prefix;
        return kept + string.Concat(hash.Take(RandomLength).Select(value => NameCharacters[value % NameCharacters.Length]));
    }

    /// <summary>A new uid.</summary>
    public static string Uid() => Guid.NewGuid().ToString();

    /// <summary>The same uid for the same seed.</summary>
    public static string Uid(string seed)
    {
        byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(seed))[..16];
        hash[6] = (byte)((hash[6] & 0x0f) | 0x40);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true).ToString();
    }

    /// <summary><c>metadata</c> of an object, made when it is not there.</summary>
    public static JsonObject Metadata(JsonObject value)
    {
        if (value["metadata"] is not JsonObject metadata)
        {
            metadata = [];
            value["metadata"] = metadata;
        }

        return metadata;
    }

    /// <summary>Sets a field to a copy of another object's, or removes it.</summary>
    public static void Take(JsonObject target, JsonObject? source, string field)
    {
        if (source is not null && source.TryGetPropertyValue(field, out JsonNode? value))
        {
            target[field] = value?.DeepClone();
        }
        else
        {
            target.Remove(field);
        }
    }

    /// <summary>Takes a field out of an object; null when it is not there.</summary>
    public static JsonNode? Detach(JsonObject value, string field)
    {
        JsonNode? found = value[field];
        value.Remove(field);
        return found;
    }

    /// <summary>A copy of an object that may be changed.</summary>
    public static JsonObject Copy(JsonObject value) => value.DeepClone().AsObject();
}
