using System.Collections.Frozen;
using System.Text;
using System.Text.Json.Nodes;

namespace BackupConsole.Sandbox.ApiServer.Protobuf;

/// <summary>
/// Reads built-in objects that kubectl sends as protobuf (it does for its generators and reviews, whatever the server prefers). Answers
/// are always JSON, which it takes as well.
/// </summary>
internal static class ProtobufBody
{
    public const string MediaType = "application/vnd.kubernetes.protobuf";
    private const int MaxDepth = 32;
    private static readonly byte[] Magic = "k8s\0"u8.ToArray();

    /// <summary>Whether objects of a kind can be read.</summary>
    public static bool Knows(string kind) => MessageTable.Find(kind) is not null;

    /// <summary>Reads a body.</summary>
    /// <exception cref="FormatException">It is no protobuf, or has fields that are not known here.</exception>
    public static JsonObject Read(ReadOnlySpan<byte> body)
    {
        if (!body.StartsWith(Magic))
        {
            throw new FormatException("the body does not begin as protobuf does");
        }

        string apiVersion = "";
        string kind = "";
        ReadOnlySpan<byte> raw = [];
        ProtobufReader envelope = new(body[Magic.Length..]);
        while (envelope.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    ProtobufReader type = new(envelope.Bytes());
                    while (type.Next(out int part))
                    {
                        string text = Encoding.UTF8.GetString(type.Bytes());
                        (apiVersion, kind) = part == 1 ? (text, kind) : (apiVersion, text);
                    }

                    break;
                case 2:
                    raw = envelope.Bytes();
                    break;
                default:
                    envelope.Skip();
                    break;
            }
        }

        JsonObject value = new() { ["apiVersion"] = apiVersion, ["kind"] = kind };
        ReadMessage(raw, MessageTable.Find(kind) ?? throw new FormatException($"{kind} is not read as protobuf here"), value, 0);
        return value;
    }

    private static void ReadMessage(ReadOnlySpan<byte> bytes, FrozenDictionary<int, MessageField> fields, JsonObject target, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new FormatException("the body is nested too deeply");
        }

        ProtobufReader reader = new(bytes);
        while (reader.Next(out int number))
        {
            if (!fields.TryGetValue(number, out MessageField? field))
            {
                throw new FormatException($"field number {number} is not read as protobuf here; send JSON or YAML");
            }

            if (field.Type.Length == 0)
            {
                reader.Skip();
            }
            else if (field.Map)
            {
                ReadEntry(reader.Bytes(), field, target, depth);
            }
            else if (field.Name.Length == 0)
            {
                ReadMessage(reader.Bytes(), MessageTable.Find(field.Type)!, target, depth + 1);
            }
            else if (field.Repeated)
            {
                JsonArray list = target[field.Name] as JsonArray ?? [];
                target[field.Name] = list;
                list.Add(Value(ref reader, field.Type, depth));
            }
            else if (Value(ref reader, field.Type, depth) is { } value && (field.Optional || !IsZero(value)))
            {
                target[field.Name] = value;
            }
        }
    }

    private static void ReadEntry(ReadOnlySpan<byte> bytes, MessageField field, JsonObject target, int depth)
    {
        JsonObject map = target[field.Name] as JsonObject ?? [];
        target[field.Name] = map;
        string key = "";
        JsonNode? value = null;
        ProtobufReader entry = new(bytes);
        while (entry.Next(out int part))
        {
            if (part == 1)
            {
                key = Encoding.UTF8.GetString(entry.Bytes());
            }
            else
            {
                value = Value(ref entry, field.Type, depth);
            }
        }

        map[key] = value ?? "";
    }

    private static JsonNode? Value(ref ProtobufReader reader, string type, int depth)
    {
        switch (type)
        {
            case "int":
                return (long)reader.Number();
            case "bool":
                return reader.Number() != 0;
            case "string":
                return Encoding.UTF8.GetString(reader.Bytes());
            case "bytes":
                return Convert.ToBase64String(reader.Bytes());
            case "Quantity":
                return Text(reader.Bytes(), 1);
            case "IntOrString":
                return IntOrString(reader.Bytes());
            default:
                JsonObject value = [];
                ReadMessage(reader.Bytes(), MessageTable.Find(type) ?? throw new FormatException($"{type} is not read as protobuf here"), value, depth + 1);
                return value;
        }
    }

    private static JsonNode IntOrString(ReadOnlySpan<byte> bytes)
    {
        ulong kind = 0;
        ulong number = 0;
        string text = "";
        ProtobufReader reader = new(bytes);
        while (reader.Next(out int field))
        {
            switch (field)
            {
                case 1:
                    kind = reader.Number();
                    break;
                case 2:
                    number = reader.Number();
                    break;
                default:
                    text = Encoding.UTF8.GetString(reader.Bytes());
                    break;
            }
        }

        return kind == 0 ? (long)number : text;
    }

    private static string Text(ReadOnlySpan<byte> bytes, int wanted)
    {
        string text = "";
        ProtobufReader reader = new(bytes);
        while (reader.Next(out int field))
        {
            if (field == wanted)
            {
                text = Encoding.UTF8.GetString(reader.Bytes());
            }
            else
            {
                reader.Skip();
            }
        }

        return text;
    }

    private static bool IsZero(JsonNode value) => value switch
    {
        JsonObject map => map.Count == 0,
        _ => value.ToJsonString() is "\"\"" or "0" or "false",
    };
}

/// <summary>Reads the fields of one message.</summary>
internal ref struct ProtobufReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> rest = bytes;
    private int wire;

    /// <summary>Goes to the next field; false at the end.</summary>
    public bool Next(out int field)
    {
        field = 0;
        if (rest.IsEmpty)
        {
            return false;
        }

        ulong tag = Varint();
        wire = (int)(tag & 7);
        field = (int)(tag >> 3);
        return true;
    }

    /// <summary>The field as bytes.</summary>
    public ReadOnlySpan<byte> Bytes()
    {
        if (wire != 2)
        {
            throw new FormatException("a field is of another type than expected");
        }

        ulong length = Varint();
        return length <= (ulong)rest.Length ? Take((int)length) : throw new FormatException("the body ends early");
    }

    /// <summary>The field as a number.</summary>
    public ulong Number() => wire == 0 ? Varint() : throw new FormatException("a field is of another type than expected");

    /// <summary>Passes over the field.</summary>
    public void Skip()
    {
        switch (wire)
        {
            case 0:
                Varint();
                break;
            case 1:
                Take(8);
                break;
            case 2:
                Bytes();
                break;
            case 5:
                Take(4);
                break;
            default:
                throw new FormatException("a field is of an unknown type");
        }
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > rest.Length)
        {
            throw new FormatException("the body ends early");
        }

        ReadOnlySpan<byte> taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    private ulong Varint()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7f) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new FormatException("a number is too long");
    }
}
