using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using BackupConsole.Sandbox.ApiServer.Files;
using BackupConsole.Sandbox.ApiServer.Kinds.Model;

namespace BackupConsole.Sandbox.ApiServer.Security;

/// <summary>What stays the same across restarts: users with their tokens and uids, and the port. Kept in <c>identity.json</c> of the state directory.</summary>
internal sealed class SandboxIdentity
{
    public const string Admin = "admin";
    public const string Viewer = "viewer";
    public const string Nobody = "nobody";
    private const string FileName = "identity.json";
    private const int TokenBytes = 32;

    private readonly string directory;
    private readonly List<(byte[] Token, UserInfo User)> users = [];

    private SandboxIdentity(string directory)
    {
        this.directory = directory;
    }

    /// <summary>The port used last; 0 when none was.</summary>
    public int Port { get; private set; }

    /// <summary>Reads the identity of a folder, or makes one.</summary>
    public static SandboxIdentity Load(string directory)
    {
        SandboxIdentity identity = new(directory);
        JsonObject kept = ReadFile(Path.Combine(directory, FileName));
        identity.Port = (int)(kept.Number("port") ?? 0);
        foreach ((string name, string[] groups) in new[] { (Admin, new[] { UserInfo.Masters }), (Viewer, ["viewers"]), (Nobody, ["nobodies"]) })
        {
            string token = kept.Text("users", name, "token") is { Length: > 0 } known ? known : NewToken();
            string uid = kept.Text("users", name, "uid") is { Length: > 0 } knownUid ? knownUid : Guid.NewGuid().ToString();
            identity.users.Add((Encoding.UTF8.GetBytes(token), new(name, uid, [.. groups, UserInfo.Authenticated])));
        }

        identity.Save();
        return identity;
    }

    /// <summary>The token of a user.</summary>
    public string TokenOf(string user) => Encoding.UTF8.GetString(users.Single(entry => entry.User.Name == user).Token);

    /// <summary>The user of a token; null when there is none. Takes as long for wrong tokens as for right ones.</summary>
    public UserInfo? Find(string token)
    {
        byte[] given = Encoding.UTF8.GetBytes(token);
        UserInfo? found = null;
        foreach ((byte[] known, UserInfo user) in users)
        {
            if (CryptographicOperations.FixedTimeEquals(given, known))
            {
                found = user;
            }
        }

        return found;
    }

    /// <summary>Remembers the port.</summary>
    public void KeepPort(int port)
    {
        if (Port != port)
        {
            Port = port;
            Save();
        }
    }

    private void Save()
    {
        JsonObject kept = new() { ["port"] = Port, ["users"] = new JsonObject() };
        foreach ((byte[] token, UserInfo user) in users)
        {
            kept["users"]![user.Name] = new JsonObject { ["token"] = Encoding.UTF8.GetString(token), ["uid"] = user.Uid };
        }

        PrivateFiles.Write(Path.Combine(directory, FileName), kept.ToJsonString());
    }

    private static JsonObject ReadFile(string path)
    {
        try
        {
            return JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? [];
        }
        catch (Exception none) when (none is FileNotFoundException or JsonException)
        {
            return []; // First start, or a file somebody broke: new tokens, which the kubeconfig will have.
        }
    }

    private static string NewToken() => Convert.ToBase64String(RandomNumberGenerator.GetBytes(TokenBytes)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
}
